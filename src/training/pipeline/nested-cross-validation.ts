/**
 * The honest estimate: the whole pipeline, selection included, is repeated without each fold of patients in turn, and
 * scores the patients left out. Their pooled scores give one AUC; the apparent one is of the fit to all.
 */
import { groupedFolds } from '../lasso/grouped-folds.ts';
import { fitScore } from './fit-score.ts';
import { type LesionTable, takeRows } from './lesion-table.ts';
import type { Recipe } from './recipe.ts';
import { probabilitiesOf, scoreLesions } from './score-lesions.ts';

export interface NestedScores {
  readonly folds: number;
  /** Linear predictor before recalibration and probability of each lesion, from the fit that did not see its patient. */
  readonly links: Float64Array;
  readonly probabilities: Float64Array;
  /** Features of each fold's score. */
  readonly features: readonly (readonly string[])[];
}

export interface NestedOptions {
  readonly unstable?: ReadonlySet<string>;
  /** Instead of seeded folds. */
  readonly folds?: ArrayLike<number>;
  readonly onFold?: (done: number, total: number) => void;
}

/** A lesion whose site the other folds do not know keeps NaN where the recipe refuses such sites. Throws PipelineRefusal. */
export function nestedCrossValidation(table: LesionTable, recipe: Recipe, options: NestedOptions = {}): NestedScores {
  const folds = options.folds ?? groupedFolds(table.patients, table.outcome, recipe.nested.folds, recipe.seed, 'nested');
  const names = [...new Set(Array.from(folds))].sort((a, b) => a - b);
  const links = new Float64Array(table.outcome.length).fill(Number.NaN);
  const probabilities = links.slice();
  const features: (readonly string[])[] = [];
  names.forEach((fold, done) => {
    const rows = table.patients.map((_, i) => i);
    const outside = takeRows(
      table,
      rows.filter((i) => folds[i] !== fold),
    );
    const inside = rows.filter((i) => folds[i] === fold);
    const { model } = fitScore(outside, recipe, { ...optionsOf(options), purpose: `lasso without fold ${fold}` });
    const own = scoreLesions(model, takeRows(table, inside));
    const probability = probabilitiesOf(model, own);
    inside.forEach((row, i) => {
      links[row] = own[i];
      probabilities[row] = probability[i];
    });
    features.push(model.features.map(({ name }) => name));
    options.onFold?.(done + 1, names.length);
  });
  return { folds: names.length, links, probabilities, features };
}

const optionsOf = ({ unstable }: NestedOptions) => (unstable === undefined ? {} : { unstable });
