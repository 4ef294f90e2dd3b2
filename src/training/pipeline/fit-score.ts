/**
 * The radiomics score: a LASSO logistic regression on the candidates, lambda by grouped cross-validation, then a logistic
 * recalibration on the training lesions (the penalty shrinks probabilities towards the mean): on their own scores, or on those
 * of the folds that left them out, which overfit less.
 */
import { fitScoreLogistic } from '../evaluation/score-logistic.ts';
import type { CombatModel } from '../harmonisation/combat.ts';
import { type CvCurve, cvCurve, outOfFold } from '../lasso/cross-validation.ts';
import { groupedFolds } from '../lasso/grouped-folds.ts';
import { type LassoPath, lassoPath } from '../lasso/lasso-path.ts';
import type { LesionTable } from './lesion-table.ts';
import { PipelineRefusal } from './pipeline-refusal.ts';
import type { Recipe } from './recipe.ts';
import { type Candidates, type SelectionStep, selectCandidates, type UnstableFeatures } from './select-features.ts';

export interface ScoreFeature {
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  /** Of the z-score; before recalibration. */
  readonly coefficient: number;
  readonly median: number;
}

/** JSON: what a later lesion needs to be scored. */
export interface ScoreModel {
  readonly features: readonly ScoreFeature[];
  readonly intercept: number;
  /** Final linear predictor = intercept + slope x LASSO's. */
  readonly recalibration: { readonly intercept: number; readonly slope: number };
  readonly combat: CombatModel | undefined;
  readonly unseenSite: Recipe['harmonisation']['unseenSite'];
}

export interface ScoreFit {
  readonly model: ScoreModel;
  readonly steps: readonly SelectionStep[];
  readonly candidates: Candidates;
  readonly path: LassoPath;
  readonly curve: CvCurve;
  /** Index of the chosen lambda on the path. */
  readonly chosen: number;
  readonly folds: number;
}

export interface FitOptions {
  readonly stability?: UnstableFeatures;
  /** Fold of each lesion for the choice of lambda, instead of seeded ones. */
  readonly folds?: ArrayLike<number>;
  /** Names the stream of random folds, so that each refit draws its own. */
  readonly purpose?: string;
  /** Largest error of a standardised coefficient, ten times that in the folds; default MODEL_TOLERANCE. */
  readonly tolerance?: number;
}

/** Training lesions of either class: with fewer, folds and coefficients would be chance. */
export const FEWEST_OF_CLASS = 10;
const MODEL_TOLERANCE = 1e-7;

/** Throws PipelineRefusal. */
export function fitScore(table: LesionTable, recipe: Recipe, options: FitOptions = {}): ScoreFit {
  const { outcome, patients } = table;
  const positives = outcome.reduce((sum, value) => sum + value, 0);
  if (Math.min(positives, outcome.length - positives) < FEWEST_OF_CLASS) {
    throw new PipelineRefusal(
      `${positives} positive and ${outcome.length - positives} negative training lesions: at least ${FEWEST_OF_CLASS} of each are needed`,
    );
  }
  const candidates = selectCandidates(table, recipe, options.stability ?? { unstable: new Set() });
  const { alpha, lambdaCount, lambdaMinRatio, measure, rule } = recipe.lasso;
  const settings = {
    alpha,
    lambdaCount,
    // The candidates are z-scored with n - 1; as glmnet, the path scales them by its own sd.
    standardize: true,
    ...(lambdaMinRatio === undefined ? {} : { lambdaMinRatio }),
    tolerance: options.tolerance ?? MODEL_TOLERANCE,
  };
  const path = lassoPath(candidates.columns, outcome, settings);
  const folds = options.folds ?? foldsOf(patients, outcome, recipe, options.purpose ?? 'lasso');
  const crossed = outOfFold(path, candidates.columns, outcome, folds, { ...settings, tolerance: 10 * settings.tolerance });
  const curve = cvCurve(crossed, outcome, folds, measure);
  // With no feature at all there is no score: the first lambda that has one, and the curve shows it.
  const chosen = Math.max(
    rule === 'min' ? curve.indexMin : curve.index1se,
    path.df.findIndex((df) => df > 0),
  );
  const foldCount = new Set(Array.from(folds)).size;
  const steps = [
    ...candidates.steps,
    {
      step: 'LASSO',
      remaining: path.df[chosen],
      detail: `lambda.${rule} by ${curve.measure}, ${foldCount} folds`,
    },
  ];
  const honest = recipe.recalibration === 'out-of-fold' ? crossed.links[chosen] : undefined;
  return {
    model: modelOf(table, candidates, path, chosen, recipe, honest),
    steps,
    candidates,
    path,
    curve,
    chosen,
    folds: foldCount,
  };
}

function foldsOf(patients: readonly string[], outcome: Uint8Array, recipe: Recipe, purpose: string): Uint16Array {
  try {
    return groupedFolds(patients, outcome, recipe.lasso.folds, recipe.seed, purpose);
  } catch (error) {
    throw new PipelineRefusal((error as Error).message);
  }
}

/** `honest`: linear predictors to recalibrate on, where not those of the fit itself. */
function modelOf(
  table: LesionTable,
  candidates: Candidates,
  path: LassoPath,
  chosen: number,
  recipe: Recipe,
  honest: Float64Array | undefined,
): ScoreModel {
  const coefficients = path.coefficients[chosen];
  const used = candidates.names.flatMap((_, i) => (coefficients[i] === 0 ? [] : [i]));
  const link = new Float64Array(table.outcome.length).fill(path.intercepts[chosen]);
  for (const j of used)
    candidates.columns[j].forEach((value, i) => {
      link[i] += coefficients[j] * value;
    });
  const { intercept, slope, converged } = fitScoreLogistic(honest ?? link, table.outcome);
  const take = (values: Float64Array): Float64Array => Float64Array.from(used, (i) => values[i]);
  const { combat } = candidates;
  return {
    features: used.map((i) => ({
      name: candidates.names[i],
      mean: candidates.scalings[i].mean,
      sd: candidates.scalings[i].sd,
      coefficient: coefficients[i],
      median: candidates.medians[i],
    })),
    intercept: path.intercepts[chosen],
    // A score that separates the lesions has no finite slope, and one without a positive slope out of fold says nothing: both stay.
    recalibration: converged && slope > 0 ? { intercept, slope } : { intercept: 0, slope: 1 },
    combat:
      combat === undefined
        ? undefined
        : {
            sites: combat.sites,
            grandMean: take(combat.grandMean),
            pooledSd: take(combat.pooledSd),
            location: combat.location.map(take),
            scale: combat.scale.map(take),
            covariateMean: take(combat.covariateMean),
          },
    unseenSite: recipe.harmonisation.unseenSite,
  };
}
