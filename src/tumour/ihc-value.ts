/**
 * The value of a HER2 IHC Observation or component in any of the shapes of EVIDENCE 2.2. Several value[x] on one Observation are
 * all read; where they contradict each other the result is indeterminate.
 */
import { combined } from './agreeing-readings.ts';
import { generalAnswer, ihcAnswer, saysNothing, saysNotTested } from './answer-codes.ts';
import { child, codesOf, conceptText, elements, text, textOf } from './elements.ts';
import type { IhcReading, ReadIhcText } from './ihc-text.ts';
import { generalAnswers, type MarkerValue, markerValue } from './marker-value.ts';
import { unreadValue } from './unread-value.ts';

/**
 * Undefined where there is no value at all, or "not tested"; indeterminate, with the value as it stands, where there is one of
 * no known shape. A number is a score under a code of IHC only.
 */
export function ihcValue(element: unknown, kind: 'ihc' | 'overall', readText: ReadIhcText): MarkerValue<IhcReading> | undefined {
  const { valueCodeableConcept: concept, valueString } = elements(element);
  const written = textValue(textOf(valueString), readText);
  const answers = generalAnswers(element);
  const score = ordinal(element, kind === 'ihc');
  if (concept === undefined && answers.length === 0 && score === undefined) return written ?? unreadable(element);
  const values: MarkerValue<IhcReading>[] = [...answers];
  if (score !== undefined) values.push(score);
  if (concept !== undefined) {
    const named = conceptValues(concept, readText);
    if (named === 'not tested') return undefined;
    values.push(...named);
  }
  if (written !== undefined) values.push(written);
  return combined(values) ?? unreadable(element);
}

function unreadable(element: unknown): MarkerValue<IhcReading> | undefined {
  const raw = unreadValue(element);
  return raw === undefined ? undefined : markerValue('indeterminate', 'coded', 'value', raw);
}

function conceptValues(concept: unknown, readText: ReadIhcText): readonly MarkerValue<IhcReading>[] | 'not tested' {
  const codes = codesOf(concept);
  if (codes.some(saysNotTested)) return 'not tested';
  const raw = conceptText(concept);
  const coded = codes.flatMap((code) => ihcAnswer(code) ?? []).map((value) => markerValue(value, 'coded', 'value', raw));
  // A display is read only where its code means nothing here: beside a known code it may be wrong, and the code decides.
  const isKnown = coded.length > 0 || codes.some((code) => generalAnswer(code) !== undefined);
  const displays = isKnown ? [] : codes.map((code) => (saysNothing(code) ? undefined : code.display));
  return [...coded, ...[text(concept, 'text'), ...displays].flatMap((written) => textValue(written, readText) ?? [])];
}

/** Nothing for an empty text. */
function textValue(raw: string | undefined, readText: ReadIhcText): MarkerValue<IhcReading> | undefined {
  const value = raw === undefined ? undefined : readText(raw);
  return value === undefined ? undefined : markerValue(value, 'text', 'value', raw);
}

/** An integer 0..3 without a unit is the score; a percentage, a decimal, a bound ("<3") or any other unit is not. */
function ordinal(element: unknown, mayBeScore: boolean): MarkerValue<IhcReading> | undefined {
  const { valueInteger: integer, valueQuantity: quantity } = elements(element);
  const number = typeof integer === 'number' ? integer : elements(quantity).value;
  if (typeof number !== 'number') return undefined;
  const unit = (text(quantity, 'unit') ?? text(quantity, 'code') ?? '').trim();
  const comparator = child(quantity, 'comparator');
  const raw = `${typeof comparator === 'string' ? comparator : ''}${number}${unit === '' ? '' : ` ${unit}`}`;
  const isExact = mayBeScore && comparator === undefined && Number.isInteger(number);
  const isScore = isExact && number >= 0 && number <= 3 && /^(?:|1|\{?score\}?|\+|\{\+\})$/i.test(unit);
  return markerValue(isScore ? (['0', '1+', '2+', '3+'] as const)[number]! : 'indeterminate', 'coded', 'value', raw);
}
