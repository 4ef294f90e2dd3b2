/** Check digits of LOINC (mod 10, LOINC Users' Guide) and SNOMED CT (Verhoeff, SNOMED RF2): a mistyped code is found at start. */

/** `12345-6`, the last digit being the check digit. Answer codes (`LA...`) count theirs in another way and are not checked. */
export function isLoincCode(code: string): boolean {
  if (/^LA\d{1,7}-\d$/.test(code)) return true;
  const match = /^(\d{1,7})-(\d)$/.exec(code);
  if (match === null) return false;
  let sum = 0;
  for (const [index, digit] of [...match[1]!].reverse().entries()) {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10 === Number(match[2]);
}

const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

/** Product in the dihedral group of ten elements. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5);
  return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5;
}

export function isSnomedCode(code: string): boolean {
  if (!/^\d{6,18}$/.test(code)) return false;
  let check = 0;
  for (const [index, character] of [...code].reverse().entries()) {
    let digit = Number(character);
    for (let times = 0; times < index % 8; times += 1) digit = PERMUTED[digit]!;
    check = dihedral(check, digit);
  }
  return check === 0;
}
