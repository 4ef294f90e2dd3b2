/**
 * The honest estimate: the whole pipeline, selection included, is repeated without each fold of patients in turn, and
 * scores the patients left out. Their pooled scores give one AUC; the apparent one is of the fit to all.
 */
import type { LesionTable } from './lesion-table.ts';
import type { FitOutcome, FitTask } from './refit.ts';

/** One task for each fold: fit without it. `rows`: the lesions that take part, `folds` beside them. */
export function nestedTasks(table: LesionTable, rows: readonly number[], folds: ArrayLike<number>): readonly FitTask[] {
  return foldNames(folds).map((fold) => {
    const outside = rows.filter((_, i) => folds[i] !== fold);
    return { rows: outside, labels: outside.map((i) => table.outcome[i] as 0 | 1), purpose: `lasso without fold ${fold}` };
  });
}

/** Probability of each of `rows` from the fit that did not see its patient; or why a fold could not be fitted. */
export function nestedProbabilities(
  rows: readonly number[],
  folds: ArrayLike<number>,
  outcomes: readonly FitOutcome[],
): Float64Array | string {
  const names = foldNames(folds);
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused !== undefined) return `one fold could not be fitted: ${refused.reason}`;
  return Float64Array.from(rows, (row, i) => {
    const outcome = outcomes[names.indexOf(folds[i])];
    return outcome.kind === 'fitted' ? outcome.probabilities[row] : Number.NaN;
  });
}

const foldNames = (folds: ArrayLike<number>): readonly number[] => [...new Set(Array.from(folds))].sort((a, b) => a - b);
