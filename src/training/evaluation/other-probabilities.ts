/** Models that were fitted beside the score on its training lesions, applied to another lesion: to be compared with it, not used. */
import { type Manifest, sigmoid } from '../../model/index.ts';
import { clinicalValue } from '../cohort/cohort-table.ts';
import type { CohortMember } from '../cohort/parse-cohort.ts';
import { NOMOGRAM } from '../pipeline/other-models.ts';
import type { ValidationResults } from '../validation-results.ts';

export type Comparator = NonNullable<ValidationResults['comparators']>[number];

/** By name, those of which the lesion has every variable. `predictor`: the linear predictor of the bundle's score. */
export function otherProbabilities(
  { clinicalInputs }: Pick<Manifest, 'clinicalInputs'>,
  comparators: readonly Comparator[],
  member: CohortMember,
  predictor: number,
): Readonly<Record<string, number>> {
  const sum = (start: number, terms: readonly { readonly name: string; readonly coefficient: number }[]): number =>
    terms.reduce((link, { name, coefficient }) => link + coefficient * clinicalValue(member, name), start);
  const found = comparators.map(({ name, intercept, terms }) => {
    const own = terms.map(({ variable, coefficient }) => ({ name: variable, coefficient }));
    return [name, sigmoid(sum(intercept, own))] as const;
  });
  if (clinicalInputs !== undefined) {
    const { intercept, score, inputs } = clinicalInputs;
    found.push([NOMOGRAM, sigmoid(sum(intercept + score.coefficient * predictor, inputs))]);
  }
  return Object.fromEntries(found.filter(([, probability]) => Number.isFinite(probability)));
}
