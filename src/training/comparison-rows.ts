/** The lesions as the validation sees them: the score beside models of size and of clinical variables, all fitted on the training split. */
import { clinicalValue, type MeasuredLesion } from './cohort/cohort-table.ts';
import type { ValidationRow } from './evaluation/validation-rows.ts';
import { fitOtherModels, type OtherResult, otherProbability, SCORE } from './pipeline/other-models.ts';
import type { ValidationResults } from './validation-results.ts';

/** `links`: linear predictors of the score, of all lesions; the models are fitted on those of the training split. */
export function othersOf(
  lesions: readonly MeasuredLesion[],
  clinical: readonly string[],
  links: Float64Array,
): readonly OtherResult[] {
  const training = lesions.flatMap(({ member }, i) => (member.split === 'training' ? [i] : []));
  const of = (name: string): Float64Array => Float64Array.from(training, (i) => clinicalValue(lesions[i].member, name));
  const variables = Object.fromEntries(['size_mm', ...clinical].map((name) => [name, of(name)]));
  const score = Float64Array.from(training, (i) => links[i]);
  return fitOtherModels(
    variables,
    clinical,
    score,
    Uint8Array.from(training, (i) => lesions[i].member.outcome),
  );
}

/** Rows in the order of `lesions`. */
export function validationRows(
  lesions: readonly MeasuredLesion[],
  probabilities: Float64Array,
  links: Float64Array,
  others: readonly OtherResult[],
): readonly ValidationRow[] {
  return lesions.map(({ member }, i) => {
    const { lesion } = member;
    return {
      patient: lesion.patient,
      split: member.split,
      label: member.outcome,
      probability: probabilities[i],
      others: Object.fromEntries(
        others.flatMap((other) => {
          if ('refused' in other) return [];
          const probability = otherProbability(other, (name) => (name === SCORE ? links[i] : clinicalValue(member, name)));
          return Number.isFinite(probability) ? [[other.name, probability]] : [];
        }),
      ),
      site: lesion.site,
      device: lesion.device,
      ageYears: lesion.age,
      sizeMm: lesion.size_mm,
      ihc: lesion.ihc,
      ish: lesion.ish,
    };
  });
}

/** Smallest and largest value of the score and of the clinical variables over the training lesions. */
export function variableRanges(
  lesions: readonly MeasuredLesion[],
  clinical: readonly string[],
  links: Float64Array,
): Readonly<Record<string, readonly [number, number]>> {
  const training = lesions.flatMap(({ member }, i) => (member.split === 'training' ? [i] : []));
  const range = (value: (i: number) => number): readonly [number, number] => {
    const values = training.map(value).filter(Number.isFinite);
    return [Math.min(...values), Math.max(...values)];
  };
  return Object.fromEntries([
    [SCORE, range((i) => links[i])] as const,
    ...clinical.map((name) => [name, range((i) => clinicalValue(lesions[i].member, name))] as const),
  ]);
}

/** Models of cohort columns alone: a new cohort can be scored with them. */
export function comparatorsOf(others: readonly OtherResult[]): NonNullable<ValidationResults['comparators']> {
  return others.flatMap((other) => {
    if ('refused' in other || other.variables.includes(SCORE)) return [];
    const { name, variables, fit } = other;
    return [
      { name, intercept: fit.intercept, terms: variables.map((variable, j) => ({ variable, coefficient: fit.coefficients[j] })) },
    ];
  });
}
