/** The logistic model of score and clinical variables -> the section of the manifest that describes it. */
import type { ClinicalInputs } from '../../model/index.ts';
import { clinicalValue, type MeasuredLesion } from '../cohort/cohort-table.ts';
import { mean } from '../evaluation/moments.ts';
import { NOMOGRAM, type OtherResult, SCORE } from '../pipeline/other-models.ts';
import { rounded } from './manifest-content.ts';

/** A column with more values than this is a measurement rather than a code. */
const FEW_VALUES = 5;

/**
 * `predictors`: linear predictors of the bundle's score, of all lesions. Undefined where the recipe names no clinical
 * variables or the model could not be fitted; the report says why.
 */
export function clinicalInputsOf(
  others: readonly OtherResult[],
  lesions: readonly MeasuredLesion[],
  predictors: Float64Array,
): ClinicalInputs | undefined {
  const own = others.find(({ name }) => name === NOMOGRAM);
  if (own === undefined || 'refused' in own) return undefined;
  const training = lesions.flatMap(({ member }, i) => (member.split === 'training' ? [i] : []));
  const valueAt = (name: string, i: number): number => (name === SCORE ? predictors[i] : clinicalValue(lesions[i].member, name));
  const complete = training.filter((i) => own.variables.every((name) => Number.isFinite(valueAt(name, i))));
  const terms = own.variables.map((name, j) => {
    const values = Float64Array.from(complete, (i) => valueAt(name, i));
    const sorted = values.toSorted();
    const distinct = [...new Set(sorted)];
    const term = {
      coefficient: rounded(own.fit.coefficients[j]),
      mean: rounded(mean(values)),
      range: { lower: rounded(sorted[0]), upper: rounded(sorted[sorted.length - 1]) },
    };
    return { name, term, coding: distinct.length <= FEW_VALUES ? { values: distinct } : {} };
  });
  const [score, ...inputs] = terms;
  return {
    usedByScore: false,
    definition:
      'Logistic regression of the outcome on the radiomics score (linear predictor of the ONNX file) and clinical variables, by maximum likelihood on the training lesions that have all of them. The score was fitted to the same lesions, so its share is an apparent one. The service computes the radiomics score alone and does not use this model.',
    lesions: complete.length,
    expressing: complete.filter((i) => lesions[i].member.outcome === 1).length,
    intercept: rounded(own.fit.intercept),
    score: score.term,
    inputs: inputs.map(({ name, term, coding }) => ({ name, unit: unitOf(name), ...coding, ...term })),
    covariance: own.fit.covariance.map((row, i) =>
      Array.from(row, (_, j) => rounded(own.fit.covariance[Math.max(i, j)][Math.min(i, j)])),
    ),
  };
}

function unitOf(name: string): string {
  if (name === 'age') return 'years';
  if (name === 'size_mm') return 'mm';
  return 'as coded in the cohort table';
}
