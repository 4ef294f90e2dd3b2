/** A number in an image name, as PyRadiomics writes sigma: a dot becomes `-`, and there is always a fraction (2 is `2-0`). */
export function decimalName(value: number): string {
  return (Number.isInteger(value) ? value.toFixed(1) : String(value)).replace('.', '-');
}
