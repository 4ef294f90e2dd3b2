/** Side of the body from SNOMED qualifiers (DICOM CID 244), ICD-10-CM C50 codes or words. */
import type { Laterality } from '../core/index.ts';
import { codesOf, conceptWords, SNOMED } from './elements.ts';

const SIDE_CODES: ReadonlyMap<string, Laterality> = new Map([
  ['7771000', 'left'],
  ['24028007', 'right'],
  ['80248007', 'left'],
  ['73056007', 'right'],
]);

/** "left", "right" or both words: the two together are not one side. */
function sideOfWords(words: string): Laterality {
  if (!/left|link|right|recht/.test(words)) return 'unknown';
  const left = /\b(?:left|links|linke[nrs]?)\b/.test(words);
  const right = /\b(?:right|rechts|rechte[nrs]?)\b/.test(words);
  if (left === right) return 'unknown';
  return left ? 'left' : 'right';
}

/** Sixth character of an ICD-10-CM C50 code: 1 right, 2 left, 9 unspecified. */
function sideOfIcd(code: string): Laterality {
  const last = /^C50\.?\d[12]([129])$/i.exec(code)?.[1];
  if (last === '1') return 'right';
  return last === '2' ? 'left' : 'unknown';
}

/** One side where every concept that names a side names the same; otherwise unknown. */
export function lateralityOf(concepts: readonly unknown[]): Laterality {
  const sides: Laterality[] = [];
  for (const concept of concepts) {
    for (const { system, code } of codesOf(concept))
      sides.push(system === SNOMED ? (SIDE_CODES.get(code) ?? 'unknown') : sideOfIcd(code));
    sides.push(sideOfWords(conceptWords(concept)));
  }
  return oneSide(sides);
}

export function oneSide(sides: readonly Laterality[]): Laterality {
  let found: Laterality = 'unknown';
  for (const side of sides) {
    if (side === 'unknown' || side === found) continue;
    if (found !== 'unknown') return 'unknown';
    found = side;
  }
  return found;
}
