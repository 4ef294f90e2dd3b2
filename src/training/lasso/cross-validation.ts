/**
 * K-fold cross-validation of a LASSO path as cv.glmnet does it: each fold fits its own sequence of lambdas, its
 * coefficients are interpolated to the lambdas of the whole fit, and folds count by their size. Folds are given: see
 * grouped-folds.ts for folds that keep the lesions of a patient together.
 */
import { type CvMeasure, measureFold } from './fold-measures.ts';
import { type LassoPath, type LassoSettings, lassoPath } from './lasso-path.ts';
import { linkAlongPath, linkAt, positionOf } from './lasso-predictions.ts';

export interface CvCurve {
  /** AUC with fewer than 10 rows in a fold is replaced by the deviance. */
  readonly measure: CvMeasure;
  readonly lambdas: Float64Array;
  readonly mean: Float64Array;
  /** Standard error of the mean over folds. */
  readonly standardError: Float64Array;
  /** Index of the largest lambda with the best mean. */
  readonly indexMin: number;
  /** Index of the largest lambda within one standard error of the best. */
  readonly index1se: number;
}

/** Linear predictors of the rows while their fold is left out: by lambda, then by row. */
export interface OutOfFold {
  readonly lambdas: Float64Array;
  readonly links: readonly Float64Array[];
}

/** `folds[i]`: fold of row i, any numbers. Throws RangeError where a fold leaves one class only. */
export function outOfFold(
  path: LassoPath,
  columns: readonly Float64Array[],
  outcome: ArrayLike<number>,
  folds: ArrayLike<number>,
  settings: LassoSettings = {},
): OutOfFold {
  const links = Array.from(path.lambdas, () => new Float64Array(outcome.length));
  for (const fold of new Set(Array.from(folds))) {
    const rows = Array.from(folds, (_, i) => i);
    const [inside, outside] = [rows.filter((i) => folds[i] === fold), rows.filter((i) => folds[i] !== fold)];
    const training = columns.map((column) => valuesAt(column, outside));
    const fit = lassoPath(
      training,
      outside.map((i) => outcome[i]),
      settings,
    );
    const own = linkAlongPath(fit, columns, inside);
    path.lambdas.forEach((_, k) => {
      // cv.glmnet: past the length of the fold's own path, the prediction at that length is repeated.
      const at = settings.lambdas === undefined ? Math.min(k, fit.lambdas.length - 1) : k;
      const link = linkAt(own, positionOf(fit, path.lambdas[at]));
      inside.forEach((row, i) => {
        links[k][row] = link[i];
      });
    });
  }
  return { lambdas: path.lambdas, links };
}

function valuesAt(column: Float64Array, rows: readonly number[]): Float64Array {
  const values = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) values[k] = column[rows[k]];
  return values;
}

export function cvCurve(
  { lambdas, links }: OutOfFold,
  outcome: ArrayLike<number>,
  folds: ArrayLike<number>,
  wanted: CvMeasure,
): CvCurve {
  const members = [...new Set(Array.from(folds))].map((fold) => Array.from(folds, (_, i) => i).filter((i) => folds[i] === fold));
  const measure = wanted === 'auc' && outcome.length / members.length < 10 ? 'deviance' : wanted;
  const total = outcome.length;
  const mean = new Float64Array(lambdas.length);
  const standardError = new Float64Array(lambdas.length);
  links.forEach((link, k) => {
    const values = members.map((rows) => measureFold(link, outcome, rows, measure));
    const average = members.reduce((sum, rows, f) => sum + rows.length * values[f], 0) / total;
    const spread = members.reduce((sum, rows, f) => sum + rows.length * (values[f] - average) ** 2, 0) / total;
    mean[k] = average;
    standardError[k] = Math.sqrt(spread / (members.length - 1));
  });
  return { measure, lambdas, mean, standardError, ...chooseLambda(mean, standardError, measure) };
}

function chooseLambda(
  mean: Float64Array,
  standardError: Float64Array,
  measure: CvMeasure,
): Pick<CvCurve, 'indexMin' | 'index1se'> {
  const loss = measure === 'auc' ? mean.map((value) => -value) : mean;
  const best = loss.reduce((smallest, value) => Math.min(smallest, value), Infinity);
  const indexMin = loss.indexOf(best);
  const bound = best + standardError[indexMin];
  return { indexMin, index1se: loss.findIndex((value) => value <= bound) };
}
