/** How much one column says about the 0/1 outcome, in the measures that the mRMR variants use. */
import { mannWhitney } from '../hypothesis/mann-whitney.ts';
import { fitScaling } from './z-score.ts';

/** Mutual information of two normal variables with correlation r, in nats. */
export const gaussianInformation = (r: number): number => -0.5 * Math.log(1 - r * r);

/** F of the one-way analysis of variance between the two classes, from the correlation with the outcome. */
export const fStatistic = (r: number, n: number): number => (r * r * (n - 2)) / (1 - r * r);

/** Somers' D as mRMRe has it for an ordered outcome: 2 P(x1 > x0) - 1, where TIES COUNT AS DISCORDANT. */
export function somersD(column: Float64Array, outcome: ArrayLike<number>): number {
  const one = column.filter((_, i) => outcome[i] === 1);
  const zero = column.filter((_, i) => outcome[i] !== 1);
  // u counts a tied pair half.
  const concordant = mannWhitney(one, zero).u - tiedPairs(one, zero) / 2;
  return (2 * concordant) / (one.length * zero.length) - 1;
}

function tiedPairs(one: Float64Array, zero: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of zero) counts.set(value, (counts.get(value) ?? 0) + 1);
  return one.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
}

/** -1 below mean - sd, 1 above mean + sd, else 0 (Peng 2005). */
export function discretise(column: Float64Array): Int8Array {
  const { mean, sd } = fitScaling(column);
  return Int8Array.from(column, (value) => (value > mean + sd ? 1 : value < mean - sd ? -1 : 0));
}

/** Mutual information in bits of two columns with the values -1, 0 and 1. */
export function discreteInformation(a: Int8Array, b: Int8Array): number {
  const n = a.length;
  const joint = new Int32Array(9);
  for (let i = 0; i < n; i++) joint[3 * a[i] + b[i] + 4]++;
  let information = 0;
  for (let x = 0; x < 3; x++) {
    const row = joint[3 * x] + joint[3 * x + 1] + joint[3 * x + 2];
    for (let y = 0; y < 3; y++) {
      const count = joint[3 * x + y];
      const column = joint[y] + joint[3 + y] + joint[6 + y];
      if (count > 0) information += (count / n) * Math.log2((count * n) / (row * column));
    }
  }
  return information;
}
