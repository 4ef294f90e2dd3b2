/** Codes of HER2 and receptor answers that are read (EVIDENCE 2.1), and those that stand for "no result". */
import { type Code, LOINC, SNOMED } from './elements.ts';
import type { IhcReading } from './ihc-text.ts';
import { IHC_SCORE_SYSTEM } from './own-codes.ts';

export type GeneralAnswer = 'positive' | 'negative' | 'equivocal' | 'indeterminate';

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
const GENERAL_ANSWERS: ReadonlyMap<string, GeneralAnswer> = new Map([
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
const INTERPRETATIONS: ReadonlyMap<string, GeneralAnswer> = new Map([
  ['POS', 'positive'],
  ['NEG', 'negative'],
  ['IND', 'indeterminate'],
]);

const NOT_TESTED = `${LOINC}|LA13538-6`;
const SYSTEMS_OF_ABSENCE = /\/(?:v3-NullFlavor|data-absent-reason)$/;

export function ihcAnswer(code: Code): IhcReading | undefined {
  return IHC_ANSWERS.get(key(code));
}

export function generalAnswer(code: Code): GeneralAnswer | undefined {
  return GENERAL_ANSWERS.get(key(code));
}

export function interpretationAnswer({ system, code }: Code): GeneralAnswer | undefined {
  return system === INTERPRETATION || system === '' ? INTERPRETATIONS.get(code) : undefined;
}

export function saysNotTested(code: Code): boolean {
  return key(code) === NOT_TESTED;
}

/** A reason why there is no value, in place of one; a text beside it may still be a result. */
export function saysNothing({ system }: Code): boolean {
  return SYSTEMS_OF_ABSENCE.test(system);
}

/** Whether a code is an answer that some reading here understands. */
export function isReadAnswer(system: string, code: string): boolean {
  const answer = `${system}|${code}`;
  return IHC_ANSWERS.has(answer) || GENERAL_ANSWERS.has(answer) || answer === NOT_TESTED;
}

function key({ system, code }: Code): string {
  return `${system}|${code}`;
}
