/**
 * Agreement of raters on categories: Cohen's kappa of two (unweighted, linear, quadratic; standard errors of Fleiss,
 * Cohen and Everitt 1969), Fleiss' kappa and Randolph's free-marginal kappa of several.
 */
import { normalQuantile } from '../distributions.ts';
import type { Interval } from './interval.ts';

export type KappaWeights = 'unweighted' | 'linear' | 'quadratic';

export interface CohenKappa {
  /** NaN where both raters use one and the same category throughout. */
  readonly kappa: number;
  readonly standardError: number;
  /** Under the hypothesis of no agreement beyond chance. */
  readonly nullStandardError: number;
  readonly interval: Interval;
  /** Share of rows with the same category. */
  readonly agreement: number;
}

/** Ratings are category numbers 0 .. categories - 1, one pair a row. */
export function cohenKappa(
  first: readonly number[],
  second: readonly number[],
  categories: number,
  weights: KappaWeights = 'unweighted',
): CohenKappa {
  const table = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  first.forEach((a, i) => {
    table[a][second[i]] += 1 / first.length;
  });
  const each = Array.from({ length: categories }, (_, i) => i);
  const rows = each.map((i) => table[i].reduce((sum, p) => sum + p, 0));
  const columns = each.map((j) => table.reduce((sum, row) => sum + row[j], 0));
  const weight = (i: number, j: number): number => disagreementWeight(weights, Math.abs(i - j), categories);
  const sum = (term: (i: number, j: number) => number): number =>
    each.reduce((total, i) => total + each.reduce((part, j) => part + term(i, j), 0), 0);
  const observed = sum((i, j) => weight(i, j) * table[i][j]);
  const chance = sum((i, j) => weight(i, j) * rows[i] * columns[j]);
  const rowMean = each.map((i) => each.reduce((total, j) => total + columns[j] * weight(i, j), 0));
  const columnMean = each.map((j) => each.reduce((total, i) => total + rows[i] * weight(i, j), 0));
  const kappa = (observed - chance) / (1 - chance);
  const scale = (1 - chance) ** 2 * first.length;
  const variance =
    (sum((i, j) => table[i][j] * (weight(i, j) - (rowMean[i] + columnMean[j]) * (1 - kappa)) ** 2) -
      (kappa - chance * (1 - kappa)) ** 2) /
    scale;
  const nullVariance =
    (sum((i, j) => rows[i] * columns[j] * (weight(i, j) - (rowMean[i] + columnMean[j])) ** 2) - chance ** 2) / scale;
  const standardError = Math.sqrt(variance);
  const half = normalQuantile(0.975) * standardError;
  return {
    kappa,
    standardError,
    nullStandardError: Math.sqrt(nullVariance),
    interval: { lower: kappa - half, upper: kappa + half },
    agreement: each.reduce((total, i) => total + table[i][i], 0),
  };
}

/** 1 for the same category, falling to 0 for the most distant. */
function disagreementWeight(weights: KappaWeights, distance: number, categories: number): number {
  switch (weights) {
    case 'unweighted':
      return distance === 0 ? 1 : 0;
    case 'linear':
      return 1 - distance / (categories - 1);
    case 'quadratic':
      return 1 - (distance / (categories - 1)) ** 2;
  }
}

/** One list of ratings a rater, all of the same rows. */
export function multiRaterKappa(
  ratings: readonly (readonly number[])[],
  categories: number,
): { readonly fleiss: number; readonly randolph: number } {
  const [raters, rows] = [ratings.length, ratings[0]?.length ?? 0];
  const totals = new Array<number>(categories).fill(0);
  let agreement = 0;
  for (let row = 0; row < rows; row++) {
    const counts = new Array<number>(categories).fill(0);
    for (const rater of ratings) counts[rater[row]]++;
    counts.forEach((count, category) => {
      totals[category] += count / (rows * raters);
      agreement += (count * (count - 1)) / (raters * (raters - 1)) / rows;
    });
  }
  const beyond = (chance: number): number => (agreement - chance) / (1 - chance);
  return { fleiss: beyond(totals.reduce((sum, p) => sum + p * p, 0)), randolph: beyond(1 / categories) };
}
