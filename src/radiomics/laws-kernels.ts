/** Laws' 1-D kernels (IBSI 2), each with a sum of squares of 1. Level, edge, spot, wave, ripple. */
const INTEGERS = {
  L5: [1, 4, 6, 4, 1],
  E5: [-1, -2, 0, 2, 1],
  S5: [-1, 0, 2, 0, -1],
  W5: [-1, 2, 0, -2, 1],
  R5: [1, -4, 6, -4, 1],
  L3: [1, 2, 1],
  E3: [-1, 0, 1],
  S3: [-1, 2, -1],
} as const;

type Kernel1D = keyof typeof INTEGERS;

/** First kernel along x, second along y. */
export type LawsKernelName = `${Kernel1D}${Kernel1D}`;

const NAMES = Object.keys(INTEGERS) as readonly Kernel1D[];

export const LAWS_KERNEL_NAMES: readonly LawsKernelName[] = NAMES.flatMap((x) => NAMES.map((y): LawsKernelName => `${x}${y}`));

/** Both kernels of a name. */
export function lawsKernels(name: LawsKernelName): { readonly alongX: Float64Array; readonly alongY: Float64Array } {
  return { alongX: normalized(name.slice(0, 2)), alongY: normalized(name.slice(2)) };
}

function normalized(name: string): Float64Array {
  const integers = INTEGERS[name as Kernel1D];
  const norm = Math.sqrt(integers.reduce((sum: number, value) => sum + value * value, 0));
  return Float64Array.from(integers, (value) => value / norm);
}
