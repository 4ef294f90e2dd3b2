/**
 * The value of a marker Observation or component in the shapes that all markers share (EVIDENCE 2.2): coded answer, else
 * interpretation; and any value as it stands, for display.
 */
import type { Confidence } from '../core/index.ts';
import { type GeneralAnswer, generalAnswer, interpretationAnswer } from './answer-codes.ts';
import { child, codesOf, conceptText, elements, listOf, text } from './elements.ts';

export interface MarkerValue<T> {
  readonly value: T;
  readonly confidence: Confidence;
  /** Element read, relative to the Observation or component. */
  readonly path: string;
  readonly raw: string | undefined;
}

type GeneralAnswers = readonly MarkerValue<GeneralAnswer>[];
const NO_ANSWERS: GeneralAnswers = [];

/** Positive, negative, equivocal or indeterminate as coded in the value, else in the interpretation. */
export function generalAnswers(element: unknown): GeneralAnswers {
  const { valueCodeableConcept: concept, interpretation: stated } = elements(element);
  const coded = concept === undefined ? NO_ANSWERS : codedAnswers(concept);
  const interpretations = listOf(stated);
  if (coded.length > 0 || interpretations.length === 0 || hasValue(element)) return coded;
  return interpretations.flatMap((interpretation) =>
    codesOf(interpretation).flatMap((coding) => {
      const value = interpretationAnswer(coding);
      return value === undefined
        ? []
        : [markerValue(value, 'coded', 'interpretation', conceptText(interpretation) ?? coding.code)];
    }),
  );
}

function codedAnswers(concept: unknown): GeneralAnswers {
  return codesOf(concept).flatMap((coding) => {
    const value = generalAnswer(coding);
    return value === undefined ? [] : [markerValue(value, 'coded', 'value', conceptText(concept))];
  });
}

export function markerValue<T>(value: T, confidence: Confidence, path: string, raw: string | undefined): MarkerValue<T> {
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
