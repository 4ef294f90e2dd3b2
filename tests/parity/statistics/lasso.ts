import { cvCurve, outOfFold } from '../../../src/training/lasso/cross-validation.ts';
import type { CvMeasure } from '../../../src/training/lasso/fold-measures.ts';
import { lassoPath } from '../../../src/training/lasso/lasso-path.ts';
import type { Comparison, Tally } from './tally.ts';

interface Solution {
  readonly lambda: number;
  readonly intercept: number;
  readonly coef: Readonly<Record<string, number>>;
  readonly deviance: number;
}

interface Curve {
  readonly lambda: readonly number[];
  readonly cvm: readonly number[];
  readonly cvsd: readonly number[];
  readonly nzero: readonly number[];
  readonly lambda_min: number;
  readonly index_min: number;
  readonly index_1se: number;
}

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: string | readonly string[];
  readonly foldid: { readonly file: string; readonly column: string };
  readonly alpha: number;
  readonly standardize: boolean;
  readonly nlambda: number;
  readonly expected_tight: {
    readonly lambda: readonly number[];
    readonly df: readonly number[];
    readonly dev_ratio: readonly number[];
    readonly nulldev: number;
    readonly cv_deviance: Curve;
    readonly cv_auc: Curve;
    readonly cv_class: Curve;
  };
  readonly exact_at: readonly Solution[];
}

/** On standardised coefficients: the reference is the optimum at machine precision. */
const COEFFICIENT = { absolute: 1e-8 };
const DEVIANCE = { relative: 1e-9 };
const LAMBDA = { relative: 1e-12 };
/** glmnet's own accuracy at thresh 1e-12 along the path: 2e-4 in coefficients on 383 x 480, much less in the fit. */
const FIT = { absolute: 2e-6 };
const CURVE: Readonly<Record<CvMeasure, { readonly absolute: number }>> = {
  deviance: { absolute: 1e-4 },
  // One pair in the wrong order in one fold.
  auc: { absolute: 2e-4 },
  // One row of the smallest fold to the other side.
  class: { absolute: 4e-3 },
};
/** Small lambdas, where glmnet stops before the optimum, decide nothing: curves are compared down to this share of the largest. */
const COMPARED_FROM = 0.05;

export const compare: Comparison = (folder, topic, tally) => {
  for (const expected of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(expected.data);
    const features = table.columns(expected.features);
    const columns = features.map(({ values }) => values);
    const outcome = table.column('label');
    const settings = { alpha: expected.alpha, standardize: expected.standardize, lambdaCount: expected.nlambda };
    const path = lassoPath(columns, outcome, settings);
    const { id, expected_tight: tight } = expected;
    tally.numbers(`${id} lambda`, path.lambdas, tight.lambda, LAMBDA);
    tally.number(`${id} null deviance`, path.nullDeviance, tight.nulldev, DEVIANCE);
    tally.numbers(`${id} deviance ratio`, path.devianceRatios, tight.dev_ratio, FIT);
    tally.same(`${id} unfinished`, path.unfinished, []);
    for (const solution of expected.exact_at) {
      const k = path.lambdas.findIndex((lambda) => Math.abs(lambda / solution.lambda - 1) < 1e-9);
      const where = `${id} lambda ${k + 1}`;
      if (k < 0) {
        tally.same(`${id} lambda ${solution.lambda}`, 'not on the path', 'on the path');
        continue;
      }
      features.forEach(({ name, values }, j) => {
        const sd = populationSd(values);
        tally.number(`${where} ${name}`, path.coefficients[k][j] * sd, (solution.coef[name] ?? 0) * sd, COEFFICIENT);
      });
      tally.number(`${where} deviance`, path.nullDeviance * (1 - path.devianceRatios[k]), solution.deviance, DEVIANCE);
    }
    const folds = folder.table(expected.foldid.file).column(expected.foldid.column);
    const predictions = outOfFold(path, columns, outcome, folds, settings);
    for (const measure of ['deviance', 'auc', 'class'] as const) {
      const curve = cvCurve(predictions, outcome, folds, measure);
      compareCurve(`${id} cv ${measure}`, curve, tight[`cv_${measure}`], tally);
    }
  }
};

function compareCurve(where: string, curve: ReturnType<typeof cvCurve>, expected: Curve, tally: Tally): void {
  const tolerance = CURVE[curve.measure];
  expected.lambda.forEach((lambda, k) => {
    if (lambda < COMPARED_FROM * expected.lambda[0]) return;
    tally.number(`${where} mean[${k}]`, curve.mean[k], expected.cvm[k], tolerance);
    tally.number(`${where} error[${k}]`, curve.standardError[k], expected.cvsd[k], tolerance);
  });
  compareChoice(`${where} lambda.min`, curve.indexMin, expected.index_min - 1, expected, tolerance.absolute, tally);
  compareChoice(`${where} lambda.1se`, curve.index1se, expected.index_1se - 1, expected, tolerance.absolute, tally);
}

/** The same index, or one where the reference's mean is as close to its choice as its accuracy goes (its 1se warning). */
function compareChoice(where: string, actual: number, expected: number, curve: Curve, tolerance: number, tally: Tally): void {
  const near = Math.abs(actual - expected) <= 1 || Math.abs(curve.cvm[actual] - curve.cvm[expected]) <= tolerance;
  tally.same(where, near ? expected : actual, expected);
}

function populationSd(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
