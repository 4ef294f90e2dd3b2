/** The honest estimate beside the apparent one: probabilities of patients whom no step of the fit has seen. */
import type { ValidationResults } from '../validation-results.ts';
import { areaEstimate } from './area-results.ts';
import { areaUnderCurve } from './delong.ts';
import { because } from './results-parts.ts';
import { scoredRows } from './scored-rows.ts';

/** `honest`: by training lesion, NaN where a fold could not score it; a text where nested fits failed; undefined without any. */
export function nestedResults(
  honest: Float64Array | string | undefined,
  outcome: Uint8Array,
  folds: number,
  apparent: number,
): ValidationResults['nestedCrossValidation'] {
  if (honest === undefined) return because('the recipe asks for none (nested.folds)');
  if (typeof honest === 'string') return because(honest);
  const scored = Array.from(honest.keys()).filter((i) => Number.isFinite(honest[i]));
  const area = areaUnderCurve(
    scoredRows(
      scored.map((i) => honest[i]),
      scored.map((i) => outcome[i]),
    ),
  );
  return {
    folds,
    repeats: 1,
    ...areaEstimate(area),
    apparent,
    what: 'Every step from the usable features to the recalibration was repeated without each fold of patients, but for the stability filter, which was computed once from the outlines of training lesions and sees no outcome; AUC of the pooled probabilities of the patients left out.',
  };
}
