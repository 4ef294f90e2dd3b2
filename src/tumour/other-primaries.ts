/** Organs that the record names a cancer of their own of: a result from there may be of that cancer, not of the breast disease. */
import { type Organ, organOf } from './body-site.ts';
import { isTrue } from './conditions.ts';
import { isOtherPrimary } from './disease-codes.ts';
import { child, codesOf, conceptWords } from './elements.ts';

/** Of the organs that breast cancer often spreads to; without a display the code alone has to say it. */
const ICD: readonly (readonly [RegExp, Organ])[] = [
  [/^C22/i, 'liver'],
  [/^C3[34]/i, 'lung'],
  [/^C4[01]/i, 'bone'],
  [/^C48/i, 'peritoneum'],
  [/^C45/i, 'pleura'],
  [/^C5[67]/i, 'ovary'],
  [/^C7[012]/i, 'brain'],
  [/^C74/i, 'adrenal'],
];

const NOT_OWN = /family|familien|screening/;

/** @param conditions active or past: a past cancer may have come back. Skin and lymph nodes are left out. */
export function organsOfOtherPrimaries(conditions: readonly unknown[]): ReadonlySet<Organ> {
  const organs = new Set<Organ>();
  for (const condition of conditions) {
    const code = child(condition, 'code');
    if (!isTrue(condition) || !isOtherPrimary(code) || NOT_OWN.test(conceptWords(code))) continue;
    const named = organOf([code]);
    if (named !== undefined) organs.add(named);
    for (const coding of codesOf(code)) {
      const organ = ICD.find(([pattern]) => pattern.test(coding.code))?.[1];
      if (organ !== undefined) organs.add(organ);
    }
  }
  return organs;
}
