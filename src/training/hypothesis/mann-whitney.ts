/** Mann-Whitney U of two groups: exact for small samples without ties, else the normal approximation with ties. */
import { normalUpper } from '../distributions.ts';
import { midranks } from './ranks.ts';

export interface MannWhitney {
  /** Pairs in which the first group's value is the larger one; ties count half. */
  readonly u: number;
  /** u / (n1 n2): the area under the ROC curve with the first group as positive. */
  readonly auc: number;
  /** Two-sided, normal approximation with ties. NaN where all values are equal. */
  readonly p: number;
}

export function mannWhitney(first: Float64Array, second: Float64Array, continuityCorrection = true): MannWhitney {
  const [m, n] = [first.length, second.length];
  const both = new Float64Array(m + n);
  both.set(first);
  both.set(second, m);
  const { ranks, tieSum } = midranks(both);
  let rankSum = 0;
  for (let i = 0; i < m; i++) rankSum += ranks[i];
  const u = rankSum - (m * (m + 1)) / 2;
  const sd = Math.sqrt(((m * n) / 12) * (m + n + 1 - tieSum / ((m + n) * (m + n - 1))));
  const distance = Math.abs(u - (m * n) / 2);
  const z = Math.max(0, distance - (continuityCorrection ? 0.5 : 0)) / sd;
  return { u, auc: aucOfU(u, m, n), p: 2 * normalUpper(z) };
}

/** Area under the ROC curve of a column, from its midranks; `outcome` holds 0 and 1. */
export function aucOfRanks(ranks: Float64Array, outcome: ArrayLike<number>): number {
  let [positives, rankSum] = [0, 0];
  for (let i = 0; i < ranks.length; i++) {
    if (outcome[i] !== 1) continue;
    positives++;
    rankSum += ranks[i];
  }
  return aucOfU(rankSum - (positives * (positives + 1)) / 2, positives, ranks.length - positives);
}

/** Divided one after the other, as R code has it: an order by |AUC - 0.5| may hang on the last bit. */
const aucOfU = (u: number, m: number, n: number): number => u / m / n;

/** Two-sided exact p of `u` where no two values are equal. */
export function mannWhitneyExact(u: number, m: number, n: number): number {
  const counts = uCounts(m, n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const smaller = Math.min(u, m * n - u);
  let tail = 0;
  for (let k = 0; k <= smaller; k++) tail += counts[k];
  return Math.min(1, (2 * tail) / total);
}

/** How many arrangements have each U: coefficients of the Gaussian binomial (m + n choose m). */
function uCounts(m: number, n: number): Float64Array {
  const counts = new Float64Array(m * n + 1);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let k = m * n; k >= n + i; k--) counts[k] -= counts[k - n - i];
    for (let k = i; k <= m * n; k++) counts[k] += counts[k - i];
  }
  return counts;
}
