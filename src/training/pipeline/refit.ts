/** One more fit of the whole pipeline, on other lesions or other labels, that scores all lesions. Pure, so that threads can share them out. */
import { fitScore } from './fit-score.ts';
import { type LesionTable, takeRows } from './lesion-table.ts';
import { PipelineRefusal } from './pipeline-refusal.ts';
import type { Recipe } from './recipe.ts';
import { asBundle, probabilitiesOf, scoreLesions } from './score-lesions.ts';

export interface FitTask {
  /** Rows of the table to fit to, with repetition in a bootstrap sample. */
  readonly rows: readonly number[];
  /** Beside `rows`. */
  readonly labels: readonly (0 | 1)[];
  /** Names the stream of its random folds. */
  readonly purpose: string;
}

export type FitOutcome =
  /** Of each lesion of the table; NaN where the fit cannot score it. */
  | { readonly kind: 'fitted'; readonly probabilities: Float64Array; readonly features: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What all tasks of one training share. */
export interface FitContext {
  readonly table: LesionTable;
  readonly recipe: Recipe;
  readonly unstable: readonly string[];
  /** Default: lesions of a site that the fit has seen are harmonised before they are scored. */
  readonly scoresAsBundle?: boolean;
}

/** Largest error of a standardised coefficient of a refit. Only the fit that becomes the model needs the digits of its own. */
const TOLERANCE = 1e-6;

export function runFit({ table, recipe, unstable, scoresAsBundle }: FitContext, { rows, labels, purpose }: FitTask): FitOutcome {
  try {
    const { model: fitted } = fitScore(takeRows(table, rows, labels), recipe, {
      stability: { unstable: new Set(unstable) },
      purpose,
      tolerance: TOLERANCE,
    });
    const model = scoresAsBundle === true ? asBundle(fitted) : fitted;
    const probabilities = probabilitiesOf(model, scoreLesions(model, table));
    return { kind: 'fitted', probabilities, features: model.features.map(({ name }) => name) };
  } catch (error) {
    if (!(error instanceof PipelineRefusal)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}
