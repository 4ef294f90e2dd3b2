/**
 * HER2/CEP17 ratio and HER2 copies beside a word of ISH in one text: "not amplified (ratio 1.2)". They are read only to see
 * whether they bear the word out: a status never rests on numbers out of a text.
 */
import type { IshResult } from '../core/index.ts';
import { ishGroup } from './ish-group.ts';

const NUMBER = String.raw`(\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,]*\d)`;
const LEAD = String.raw`(?: (?:is|was|of))?\s?[:=]?\s?`;
const RATIO = new RegExp(String.raw`\bratio${LEAD}${NUMBER}(?!\s?[-/])`, 'g');
const COPIES = new RegExp(
  String.raw`(?<!17 )\bcop(?:ies|y number)(?: per (?:cell|nucleus)|\/cell)?${LEAD}${NUMBER}(?!\s?[-/])|(?<![\w.,-])${NUMBER} (?:her-?2 )?copies\b`,
  'g',
);

/** @param text normalised; true where the numbers speak for the other word. Groups 2 to 4 leave both words open. */
export function numbersContradict(text: string, result: IshResult): boolean {
  if (result === 'equivocal') return false;
  const isAmplified = result === 'amplified';
  const ratio = onlyNumber(text, RATIO);
  const copies = onlyNumber(text, COPIES);
  if (ratio !== undefined && copies !== undefined) return ishGroup(ratio, copies) === (isAmplified ? 5 : 1);
  if (ratio !== undefined) return isAmplified ? ratio < 2 : ratio >= 2;
  if (copies !== undefined) return isAmplified ? copies < 4 : copies >= 6;
  return false;
}

function onlyNumber(text: string, pattern: RegExp): number | undefined {
  const found = [...text.matchAll(pattern)].map((match) => Number((match[1] ?? match[2])!.replace(',', '.')));
  return found.length === 1 ? found[0] : undefined;
}
