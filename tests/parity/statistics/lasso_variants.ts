import { type LassoSettings, lassoPath } from '../../../src/training/lasso/lasso-path.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: readonly string[];
  readonly nlambda: number;
  readonly penalty_factor?: readonly number[];
  readonly standardize?: boolean;
  readonly alpha?: number;
  readonly lambda: readonly number[];
  readonly dev_ratio: readonly number[];
  readonly coef_at: readonly {
    readonly lambda: number;
    readonly a0: number;
    readonly coef: Readonly<Record<string, number>>;
  }[];
}

const LAMBDA = { relative: 1e-9 };
const FIT = { absolute: 1e-6 };
/**
 * On coefficients times sd. Where columns correlate, glmnet stops with thresh 1e-14 up to 6e-5 away from the optimum; that
 * ours is the better one is checked on what both minimise.
 */
const COEFFICIENT = { relative: 1e-4, absolute: 2e-6 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, data, features, ...expected } of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(data);
    const columns = features.map((name) => table.column(name));
    const settings: LassoSettings = {
      lambdaCount: expected.nlambda,
      ...(expected.penalty_factor === undefined ? {} : { penaltyFactors: expected.penalty_factor }),
      ...(expected.standardize === undefined ? {} : { standardize: expected.standardize }),
      ...(expected.alpha === undefined ? {} : { alpha: expected.alpha }),
    };
    const path = lassoPath(columns, table.column('label'), settings);
    // glmnet may stop before the end here: only what it lists is compared.
    const compared = Math.min(path.lambdas.length, expected.lambda.length);
    tally.numbers(`${id} lambda`, path.lambdas.slice(0, compared), expected.lambda.slice(0, compared), LAMBDA);
    tally.numbers(`${id} deviance ratio`, path.devianceRatios.slice(0, compared), expected.dev_ratio.slice(0, compared), FIT);
    for (const { lambda, a0, coef } of expected.coef_at) {
      const k = path.lambdas.findIndex((value) => Math.abs(value / lambda - 1) < 1e-9);
      features.forEach((name, j) => {
        const sd = spreadOf(columns[j]);
        tally.number(`${id} ${lambda} ${name}`, path.coefficients[k]?.[j] * sd, (coef[name] ?? 0) * sd, COEFFICIENT);
      });
      tally.number(`${id} ${lambda} intercept`, path.intercepts[k], a0, { relative: 1e-5 });
      const objective = objectiveOf(columns, table.column('label'), lambda, settings);
      const theirs = objective(
        a0,
        features.map((name) => coef[name] ?? 0),
      );
      const ours = objective(path.intercepts[k], path.coefficients[k]);
      tally.same(`${id} ${lambda} objective`, ours <= theirs + 1e-12 ? 'no higher' : ours - theirs, 'no higher');
    }
  }
};

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Mean negative log-likelihood and penalty of coefficients on the original scale. */
function objectiveOf(columns: readonly Float64Array[], outcome: Float64Array, lambda: number, settings: LassoSettings) {
  const { alpha = 1, standardize = true } = settings;
  const factors = settings.penaltyFactors ?? columns.map(() => 1);
  const scale = columns.length / factors.reduce((sum, factor) => sum + factor, 0);
  return (intercept: number, coefficients: ArrayLike<number>): number => {
    let loss = 0;
    outcome.forEach((y, i) => {
      const link = columns.reduce((sum, column, j) => sum + column[i] * coefficients[j], intercept);
      loss += Math.log1p(Math.exp(-Math.abs(link))) + Math.max(0, y === 1 ? -link : link);
    });
    const penalty = columns.reduce((sum, column, j) => {
      const b = coefficients[j] * (standardize ? spreadOf(column) : 1);
      return sum + factors[j] * scale * (alpha * Math.abs(b) + ((1 - alpha) / 2) * b * b);
    }, 0);
    return loss / outcome.length + lambda * penalty;
  };
}
