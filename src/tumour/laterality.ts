/**
 * Side of the body that a concept names: SNOMED structures and qualifiers (DICOM CID 244), ICD-10-CM C50 codes, words, and the
 * extensions that carry the side beside a site (mCODE laterality-qualifier) or beside an ICD-10-GM code (seitenlokalisation).
 */
import type { Laterality } from '../core/index.ts';
import { child, children, codesOf, conceptWords, SNOMED, text } from './elements.ts';

/** Bits, so that places are put together without lists: 0 names no side, 3 names both, which is not one side. */
export type Sides = 0 | 1 | 2 | 3;
const [NONE, LEFT, RIGHT, BOTH] = [0, 1, 2, 3] as const;

export function joined(a: Sides, b: Sides): Sides {
  return (a | b) as Sides;
}

export function sideOf(sides: Sides): Laterality {
  if (sides === LEFT) return 'left';
  return sides === RIGHT ? 'right' : 'unknown';
}

const SIDE_CODES: ReadonlyMap<string, Sides> = new Map<string, Sides>([
  ['7771000', LEFT],
  ['24028007', RIGHT],
  ['51440002', BOTH],
  ['80248007', LEFT],
  ['73056007', RIGHT],
  // Quadrants of one breast.
  ['110499006', LEFT],
  ['110500002', LEFT],
  ['110501003', LEFT],
  ['110502005', LEFT],
  ['110494001', RIGHT],
  ['110495000', RIGHT],
  ['110496004', RIGHT],
  ['110497008', RIGHT],
  // Primary malignant neoplasm of the female breast of one side.
  ['353431000119107', LEFT],
  ['353511000119101', RIGHT],
]);
/** Value of the German extension. */
const LETTERS: ReadonlyMap<string, Sides> = new Map<string, Sides>([
  ['L', LEFT],
  ['R', RIGHT],
  ['B', BOTH],
]);

const HINT = /left|link|right|recht|dext|sin|bilat|beid|\b(?:[lr]|[lr]t|li|re)\b/;
const LEFT_WORD = /\b(?:left|links(?:seitig\w*)?|linke[mnrs]?|sinistr\w+|sin\.)(?![a-z])/;
const RIGHT_WORD = /\b(?:right|rechts(?:seitig\w*)?|rechte[mnrs]?|dextr\w+)(?![a-z])/;
const BOTH_WORD = /\bbilateral|\bbeidseit/;
/** A letter is a side only beside the breast or the axilla: "R breast", "Breast, Rt", "Mamma re.". */
const abbreviated = (english: string, german: string): RegExp =>
  new RegExp(
    [
      `(?<!/)\\b${english}\\b[.,]? ?(?:breast|axill)`,
      `\\b(?:breast|axilla)(?:,|:| \\(|,? )\\s?${english}\\b(?![-'/])`,
      `(?<!/)\\b${german}\\b[.,]? ?(?:mamma|brust|axilla\\b)`,
      `(?:mamma|brust|axilla)(?:,|:| \\(|,? )\\s?${german}\\b(?![-'/])`,
    ].join('|'),
  );
const LEFT_SHORT = abbreviated('lt?', '(?:li|l)');
const RIGHT_SHORT = abbreviated('rt?', '(?:re|r)');
/** "Breast RT" is radiotherapy where a treatment is spoken of. */
const TREATMENT = /radi|\bgy\b|chemo|therap|\bs\/p\b|\bpost\b|\bafter\b/;

/** @param words lower case */
export function sidesOfWords(words: string): Sides {
  if (!HINT.test(words)) return NONE;
  if (BOTH_WORD.test(words)) return BOTH;
  const left = LEFT_WORD.test(words) || LEFT_SHORT.test(words);
  const right = RIGHT_WORD.test(words) || (!TREATMENT.test(words) && RIGHT_SHORT.test(words));
  return joined(left ? LEFT : NONE, right ? RIGHT : NONE);
}

/** Sixth character of an ICD-10-CM C50 code: 1 right, 2 left, 9 unspecified. */
function sidesOfIcd(code: string): Sides {
  const last = /^C50\.?\d[12]([129])$/i.exec(code)?.[1];
  if (last === '1') return RIGHT;
  return last === '2' ? LEFT : NONE;
}

/** All sides that a concept names. Words that name both say nothing against its code. */
export function sidesOf(concept: unknown): Sides {
  let coded = sidesOfExtensions(concept);
  for (const { system, code } of codesOf(concept))
    coded = joined(coded, system === SNOMED ? (SIDE_CODES.get(code) ?? NONE) : sidesOfIcd(code));
  for (const coding of children(concept, 'coding')) coded = joined(coded, sidesOfExtensions(coding));
  const worded = sidesOfWords(conceptWords(concept));
  return worded === BOTH && coded !== NONE ? coded : joined(coded, worded);
}

function sidesOfExtensions(element: unknown): Sides {
  let sides: Sides = NONE;
  for (const extension of children(element, 'extension')) {
    if (!/laterality|seitenlokalisation/i.test(text(extension, 'url') ?? '')) continue;
    const coding = child(extension, 'valueCoding');
    const value = coding === undefined ? child(extension, 'valueCodeableConcept') : { coding: [coding] };
    for (const { system, code } of codesOf(value))
      sides = joined(sides, (system === SNOMED ? SIDE_CODES : LETTERS).get(code) ?? NONE);
    sides = joined(sides, sidesOfWords(conceptWords(value)));
  }
  return sides;
}

/** One side where every concept that names a side names the same; otherwise unknown. */
export function lateralityOf(concepts: readonly unknown[]): Laterality {
  let sides: Sides = NONE;
  for (const concept of concepts) sides = joined(sides, sidesOf(concept));
  return sideOf(sides);
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
