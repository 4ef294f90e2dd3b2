/** A checklist with the answers that the results hold; everything else is left to the authors, in these words. */
import type { ValidationResults } from '../../validation-results.ts';
import { answerOf } from './answers.ts';
import type { Checklist } from './item.ts';

export const TO_THE_AUTHORS = 'To be answered by the authors';

export interface FilledItem {
  readonly number: string;
  readonly section: string;
  readonly item: string;
  readonly status: 'answered' | 'authors' | 'not-applicable';
  readonly answer: string;
}

export function fillChecklist({ items }: Checklist, results: ValidationResults): readonly FilledItem[] {
  return items.map(({ number, section, item, answers = [], only, notApplicable = outside(only, results) }): FilledItem => {
    if (notApplicable !== undefined) return { number, section, item, status: 'not-applicable', answer: notApplicable };
    const found = answers.flatMap((key) => answerOf(key, results) ?? []);
    if (found.length === 0) return { number, section, item, status: 'authors', answer: TO_THE_AUTHORS };
    return { number, section, item, status: 'answered', answer: found.join(' ') };
  });
}

/** A locked model on a new cohort develops nothing; a training always evaluates too, on its validation split. */
function outside(only: 'development' | 'evaluation' | undefined, { cohort }: ValidationResults): string | undefined {
  const develops = cohort.some(({ split }) => split === 'training');
  return only === 'development' && !develops
    ? 'Of studies that develop a model; this one evaluates a finished model.'
    : undefined;
}
