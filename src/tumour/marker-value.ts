/**
 * The value of a marker Observation or component in any of the shapes of EVIDENCE 2.2: coded answer first, then text.
 * Several value[x] on one Observation are all read; where they contradict each other the result is indeterminate.
 */
import type { Confidence } from '../core/index.ts';
import { combined } from './agreeing-readings.ts';
import { type Code, child, children, codesOf, conceptText, LOINC, SNOMED, text } from './elements.ts';
import type { IhcReading, ReadIhcText } from './ihc-text.ts';
import { IHC_SCORE_SYSTEM } from './own-codes.ts';

export interface MarkerValue<T> {
  readonly value: T;
  readonly confidence: Confidence;
  /** Element read, relative to the Observation or component. */
  readonly path: string;
  readonly raw: string | undefined;
}

const IHC_ANSWERS: ReadonlyMap<string, IhcReading> = new Map<string, IhcReading>([
  ...(['0', '0-absent', '0+', '1+', '2+', '3+', 'equivocal', 'positive', 'negative', 'indeterminate'] as const).map(
    (score) => [`${IHC_SCORE_SYSTEM}|${score}`, score] as const,
  ),
  [`${IHC_SCORE_SYSTEM}|low`, 'low-by-definition'],
  [`${LOINC}|LA6111-4`, '0'],
  [`${LOINC}|LA11841-6`, '1+'],
  [`${LOINC}|LA11842-4`, '2+'],
  [`${LOINC}|LA11843-2`, '3+'],
]);

/** Answers that say positive, negative, equivocal or indeterminate, whatever the marker. */
const GENERAL_ANSWERS: ReadonlyMap<string, 'positive' | 'negative' | 'equivocal' | 'indeterminate'> = new Map([
  [`${LOINC}|LA6576-8`, 'positive'],
  [`${LOINC}|LA6577-6`, 'negative'],
  [`${LOINC}|LA11884-6`, 'indeterminate'],
  [`${SNOMED}|10828004`, 'positive'],
  [`${SNOMED}|260385009`, 'negative'],
  [`${SNOMED}|42425007`, 'equivocal'],
  [`${SNOMED}|82334004`, 'indeterminate'],
  [`${SNOMED}|427685000`, 'positive'],
  [`${SNOMED}|431396003`, 'negative'],
  [`${SNOMED}|395551000210100`, 'positive'],
  [`${SNOMED}|395561000210102`, 'negative'],
  [`${SNOMED}|395571000210108`, 'equivocal'],
]);

const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const INTERPRETATIONS: ReadonlyMap<string, 'positive' | 'negative' | 'indeterminate'> = new Map([
  ['POS', 'positive'],
  ['NEG', 'negative'],
  ['IND', 'indeterminate'],
]);

/** Whether a code is an answer that some reading here understands. */
export function isReadAnswer(system: string, code: string): boolean {
  const answer = `${system}|${code}`;
  return IHC_ANSWERS.has(answer) || GENERAL_ANSWERS.has(answer) || answer === NOT_TESTED;
}

const NOT_TESTED = `${LOINC}|LA13538-6`;

function key(coding: Code): string {
  return `${coding.system}|${coding.code}`;
}

type GeneralAnswers = readonly MarkerValue<'positive' | 'negative' | 'equivocal' | 'indeterminate'>[];
const NO_ANSWERS: GeneralAnswers = [];

/** Positive, negative, equivocal or indeterminate as coded in the value, else in the interpretation. */
export function generalAnswers(element: unknown): GeneralAnswers {
  const concept = child(element, 'valueCodeableConcept');
  const coded = concept === undefined ? NO_ANSWERS : codedAnswers(concept);
  if (coded.length > 0 || children(element, 'interpretation').length === 0 || hasValue(element)) return coded;
  return children(element, 'interpretation').flatMap((interpretation) =>
    codesOf(interpretation).flatMap((coding) => {
      const value = coding.system === INTERPRETATION || coding.system === '' ? INTERPRETATIONS.get(coding.code) : undefined;
      return value === undefined
        ? []
        : [markerValue(value, 'coded', 'interpretation', conceptText(interpretation) ?? coding.code)];
    }),
  );
}

function codedAnswers(concept: unknown): GeneralAnswers {
  return codesOf(concept).flatMap((coding) => {
    const value = GENERAL_ANSWERS.get(key(coding));
    return value === undefined ? [] : [markerValue(value, 'coded', 'value', conceptText(concept))];
  });
}

/** Undefined where there is no value at all, or "not tested". */
export function ihcValue(element: unknown, readText: ReadIhcText): MarkerValue<IhcReading> | undefined {
  const concept = child(element, 'valueCodeableConcept');
  const written = textValue(text(element, 'valueString'), readText);
  const answers = generalAnswers(element);
  const score = ordinal(element);
  if (concept === undefined && answers.length === 0 && score === undefined) return written;
  const values: MarkerValue<IhcReading>[] = [...answers];
  if (score !== undefined) values.push(score);
  if (concept !== undefined) {
    const named = conceptValues(concept, readText);
    if (named === 'not tested') return undefined;
    values.push(...named);
  }
  if (written !== undefined) values.push(written);
  return combined(values);
}

function conceptValues(concept: unknown, readText: ReadIhcText): readonly MarkerValue<IhcReading>[] | 'not tested' {
  const codes = codesOf(concept);
  const keys = codes.map(key);
  if (keys.includes(NOT_TESTED)) return 'not tested';
  const raw = conceptText(concept);
  const coded = keys.flatMap((code) => IHC_ANSWERS.get(code) ?? []).map((value) => markerValue(value, 'coded', 'value', raw));
  // A display is read only where its code means nothing here: beside a known code it may be wrong, and the code decides.
  const isKnown = keys.some((code) => IHC_ANSWERS.has(code) || GENERAL_ANSWERS.has(code));
  const texts = [text(concept, 'text'), ...(isKnown ? [] : codes.map(({ display }) => display))];
  return [...coded, ...texts.flatMap((written) => textValue(written, readText) ?? [])];
}

/** Nothing for an empty text. */
function textValue(raw: string | undefined, readText: ReadIhcText): MarkerValue<IhcReading> | undefined {
  const value = raw === undefined ? undefined : readText(raw);
  return value === undefined ? undefined : markerValue(value, 'text', 'value', raw);
}

/** An integer 0..3 without a unit is the score; a percentage, a decimal, a bound ("<3") or any other unit is not. */
function ordinal(element: unknown): MarkerValue<IhcReading> | undefined {
  const integer = child(element, 'valueInteger');
  const quantity = child(element, 'valueQuantity');
  const number = typeof integer === 'number' ? integer : child(quantity, 'value');
  if (typeof number !== 'number') return undefined;
  const unit = (text(quantity, 'unit') ?? text(quantity, 'code') ?? '').trim();
  const comparator = child(quantity, 'comparator');
  const raw = `${typeof comparator === 'string' ? comparator : ''}${number}${unit === '' ? '' : ` ${unit}`}`;
  const isExact = comparator === undefined && Number.isInteger(number);
  const isScore = isExact && number >= 0 && number <= 3 && /^(?:|1|\{?score\}?|\+|\{\+\})$/i.test(unit);
  return markerValue(isScore ? (['0', '1+', '2+', '3+'] as const)[number]! : 'indeterminate', 'coded', 'value', raw);
}

function markerValue<T>(value: T, confidence: Confidence, path: string, raw: string | undefined): MarkerValue<T> {
  return { value, confidence, path, raw };
}

function hasValue(element: unknown): boolean {
  return typeof element === 'object' && element !== null && Object.keys(element).some((name) => /^value[A-Z]/.test(name));
}

/** Any value as it stands, for display. */
export function valueText(element: unknown): string | undefined {
  const quantity = child(element, 'valueQuantity');
  const number = child(quantity, 'value') ?? child(element, 'valueInteger');
  const unit = text(quantity, 'unit') ?? text(quantity, 'code');
  const written = conceptText(child(element, 'valueCodeableConcept')) ?? text(element, 'valueString');
  if (written !== undefined || typeof number !== 'number') return written;
  const comparator = text(quantity, 'comparator') ?? '';
  return `${comparator}${rounded(number)}${unit === undefined ? '' : ` ${unit}`}`;
}

/** Five digits: more of them are an artefact of a conversion. */
function rounded(number: number): number {
  return Number(number.toPrecision(5));
}
