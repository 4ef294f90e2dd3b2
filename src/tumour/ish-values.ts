/** What an ISH Observation or component, or the text of a stain, says of ISH: words, group, and the numbers (EVIDENCE 2.1). */
import type { Confidence, IshResult } from '../core/index.ts';
import { saysNotTested } from './answer-codes.ts';
import { child, codesOf, conceptText, text } from './elements.ts';
import type { IshGroup } from './ish-group.ts';
import { generalAnswers } from './marker-value.ts';
import { noResult } from './no-result.ts';
import { NO_VALUES, type ReadValue, unusable, withoutResult } from './read-value.ts';
import type { TextReaders } from './text-readers.ts';
import type { Her2Topic } from './topics.ts';
import { unreadValue } from './unread-value.ts';

export function ishInText(raw: string | undefined, at: string, readers: TextReaders): readonly ReadValue[] {
  if (raw === undefined) return NO_VALUES;
  const { results, group } = readers.ish(raw);
  return results.length === 0 && group === undefined ? NO_VALUES : ishValues(results, group, 'text', at, raw);
}

/** One reading without a result where there is none: it exists, and cannot be read. */
function ishValues(
  results: readonly IshResult[],
  group: IshGroup | undefined,
  confidence: Confidence,
  at: string,
  raw: string | undefined,
): readonly ReadValue[] {
  const stated = group === undefined ? {} : { group };
  const values = results.length === 0 ? [stated] : results.map((result) => ({ result, ...stated }));
  return values.map((value) => ({ value: { kind: 'ish', ...value }, at, path: 'value', confidence, raw }));
}

const ISH_OF_ANSWER = {
  positive: 'amplified',
  negative: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: undefined,
} as const;

export function ishReading(element: unknown, at: string, readers: TextReaders): readonly ReadValue[] {
  const concept = child(element, 'valueCodeableConcept');
  if (codesOf(concept).some(saysNotTested)) return NO_VALUES;
  const raw = conceptText(concept) ?? text(element, 'valueString') ?? unreadValue(element);
  const answers = generalAnswers(element);
  if (raw === undefined && answers.length === 0) return NO_VALUES;
  const { results, group, none } = readers.ishResult(raw ?? '');
  if (answers.length === 0) return none === undefined ? ishValues(results, group, 'text', at, raw) : withoutResult(none, at, raw);
  const coded = new Set(answers.map((answer) => ISH_OF_ANSWER[answer.value]));
  const [result] = coded;
  if (coded.size > 1 || result === undefined) return ishValues([], group, 'coded', at, raw);
  // Words of its own that differ from the code contradict it; a display beside a known code may be wrong.
  const written = readers.ishResult(text(concept, 'text') ?? text(element, 'valueString') ?? '').results;
  return ishValues([result, ...written.filter((word) => word !== result)], group, 'coded', at, raw);
}

type NumberTopic = Extract<Her2Topic, 'ish-ratio' | 'ish-copies' | 'ish-cep17'>;
const NUMBER_KIND = { 'ish-ratio': 'ratio', 'ish-copies': 'copies', 'ish-cep17': 'cep17' } as const;

/** A finite number from 0 up. A comparator such as "<" leaves the number open; a word in its place is the result of ISH. */
export function numberReading(element: unknown, role: NumberTopic, at: string, readers: TextReaders): readonly ReadValue[] {
  const number = role === 'ish-ratio' ? (ratioOf(child(element, 'valueRatio')) ?? numberOf(element)) : numberOf(element);
  if (number !== undefined)
    return [{ value: { kind: NUMBER_KIND[role], number }, at, path: 'value', confidence: 'coded', raw: String(number) }];
  const word = conceptText(child(element, 'valueCodeableConcept')) ?? text(element, 'valueString');
  if (word !== undefined && readers.ishResult(word).results.length > 0) return ishReading(element, at, readers);
  const raw = unreadValue(element);
  if (raw === undefined) return NO_VALUES;
  const none = noResult(raw);
  return none === undefined ? [unusable('inexact', at, raw)] : withoutResult(none, at, raw);
}

function ratioOf(ratio: unknown): number | undefined {
  const numerator = exactValue(child(ratio, 'numerator'));
  const denominator = exactValue(child(ratio, 'denominator'));
  if (numerator === undefined || denominator === undefined || denominator === 0) return undefined;
  return numerator / denominator;
}

const WRITTEN_NUMBER = /^\s*\d{1,2}(?:[.,]\d{1,3})?\s*$/;

function numberOf(element: unknown): number | undefined {
  const written = text(element, 'valueString');
  if (written !== undefined && WRITTEN_NUMBER.test(written)) return Number(written.replace(',', '.'));
  return exactValue(child(element, 'valueQuantity'));
}

/** Undefined for what is bounded, negative or not finite. */
function exactValue(quantity: unknown): number | undefined {
  const value = child(quantity, 'value');
  if (child(quantity, 'comparator') !== undefined || typeof value !== 'number') return undefined;
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
