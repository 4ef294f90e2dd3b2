/** ISH groups of ASCO-CAP 2018 (EVIDENCE 1.2) from numbers, and ISH results from words. */
import type { IshResult } from '../core/index.ts';

export type IshGroup = 1 | 2 | 3 | 4 | 5;

/** HER2/CEP17 ratio and HER2 copies per cell; both are needed. */
export function ishGroup(ratio: number, copies: number): IshGroup {
  if (ratio >= 2) return copies >= 4 ? 1 : 2;
  if (copies >= 6) return 3;
  return copies >= 4 ? 4 : 5;
}

/** Group 3 with IHC 0 or 1+ is negative all the same: the stain decides there. */
export function resultOfGroup(group: IshGroup): IshResult {
  return group === 1 || group === 3 ? 'amplified' : 'not-amplified';
}

/** Single-probe assay: HER2 copies per cell only. */
export function singleProbeResult(copies: number): IshResult {
  if (copies >= 6) return 'amplified';
  return copies < 4 ? 'not-amplified' : 'equivocal';
}

const WHOLE_TEXT: readonly (readonly [RegExp, IshResult])[] = [
  [/^(?:negative?|not[- ]amplified|non-?amplified|no amplification|unamplified|not detected|absent)$/, 'not-amplified'],
  [/^(?:positive?|amplified|amplification|detected|present)$/, 'amplified'],
  [/^(?:equivocal|borderline)$/, 'equivocal'],
];
const LEADING = /^(?:(?:her[- ]?2(?:[-/ ]?neu)?|erb-?b-?2|gene|by|[cdfs]?ish|result)(?![a-z\d])|[\s:;,=()-])+/;

/** Only a whole text that is one known word is read; "FISH pending" or a sentence is not. */
export function readIshText(raw: string): IshResult | undefined {
  if (raw.length > 200) return undefined;
  const text = raw.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const word = text
    .replace(LEADING, '')
    .replace(/\(qualifier value\)$/, '')
    .replace(/[\s.)]+$/, '');
  return WHOLE_TEXT.find(([pattern]) => pattern.test(word))?.[1];
}

/** "Group 3", where the laboratory states it: it wins over a computed one. */
export function readIshGroup(raw: string): IshGroup | undefined {
  const match = /\bgroup ([1-5])\b(?!.*\bgroup [1-5]\b)/i.exec(raw.slice(0, 200));
  return match === null ? undefined : (Number(match[1]) as IshGroup);
}
