/** One recipe on real images: the fit with given folds, the nested estimate, and the locked score on other sets. */
import { areaUnderCurve, delongInterval } from '../../src/training/evaluation/delong.ts';
import { fitScoreLogistic } from '../../src/training/evaluation/score-logistic.ts';
import { scoredRows } from '../../src/training/evaluation/scored-rows.ts';
import { type FitOptions, fitScore, type ScoreFit } from '../../src/training/pipeline/fit-score.ts';
import type { LesionTable } from '../../src/training/pipeline/lesion-table.ts';
import { nestedProbabilities, nestedTasks } from '../../src/training/pipeline/nested-cross-validation.ts';
import type { Recipe } from '../../src/training/pipeline/recipe.ts';
import { runFit } from '../../src/training/pipeline/refit.ts';
import { probabilitiesOf, scoreLesions } from '../../src/training/pipeline/score-lesions.ts';

export interface Area {
  readonly lesions: number;
  readonly positives: number;
  readonly auc: number;
  readonly lower: number;
  readonly upper: number;
  readonly calibrationSlope: number;
  readonly calibrationIntercept: number;
}

export interface Figures {
  readonly features: number;
  readonly notRedundant: number;
  readonly mrmr: readonly string[];
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly recalibration: { readonly intercept: number; readonly slope: number };
  readonly apparent: Area;
  readonly nested: Area;
  readonly external: Readonly<Record<string, Area>>;
}

export interface RealFolds {
  /** By lesion; undefined draws seeded ones. */
  readonly lasso?: ArrayLike<number>;
  readonly outer: ArrayLike<number>;
}

export function figuresOf(
  table: LesionTable,
  recipe: Recipe,
  folds: RealFolds,
  external: ReadonlyMap<string, LesionTable>,
): Figures {
  const options: FitOptions = folds.lasso === undefined ? {} : { folds: folds.lasso };
  const fit = fitScore(table, recipe, options);
  const rows = table.patients.map((_, i) => i);
  const context = { table, recipe, unstable: [] };
  const outcomes = nestedTasks(table, rows, folds.outer).map((task) => runFit(context, task));
  const nested = nestedProbabilities(rows, folds.outer, outcomes);
  if (typeof nested === 'string') throw new Error(nested);
  return {
    features: table.names.length,
    notRedundant: fit.steps.find(({ step }) => step === 'not redundant')?.remaining ?? 0,
    mrmr: fit.candidates.names,
    intercept: fit.model.intercept,
    coefficients: Object.fromEntries(fit.model.features.map(({ name, coefficient }) => [name, coefficient])),
    recalibration: fit.model.recalibration,
    apparent: areaOf(scored(fit, table), table.outcome),
    nested: areaOf(nested, table.outcome),
    external: Object.fromEntries([...external].map(([name, own]) => [name, areaOf(scored(fit, own), own.outcome)])),
  };
}

const scored = ({ model }: ScoreFit, table: LesionTable): Float64Array => probabilitiesOf(model, scoreLesions(model, table));

function areaOf(probabilities: Float64Array, outcome: Uint8Array): Area {
  const kept = Array.from(outcome.keys()).filter((i) => Number.isFinite(probabilities[i]));
  const labels = kept.map((i) => outcome[i]);
  const area = areaUnderCurve(
    scoredRows(
      kept.map((i) => probabilities[i]),
      labels,
    ),
  );
  const logits = Float64Array.from(kept, (i) => Math.log(probabilities[i] / (1 - probabilities[i])));
  const { slope, intercept } = fitScoreLogistic(logits, labels);
  const positives = labels.filter((label) => label === 1).length;
  return {
    lesions: kept.length,
    positives,
    auc: area.auc,
    ...delongInterval(area),
    calibrationSlope: slope,
    calibrationIntercept: intercept,
  };
}
