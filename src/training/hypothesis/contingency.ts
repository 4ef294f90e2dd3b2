/** Tables of counts: chi-squared, Fisher's exact test of a 2 x 2 table, McNemar's exact test of paired decisions. */
import { chiSquaredUpper } from '../distributions.ts';
import { logGamma } from '../incomplete-gamma.ts';

export type CountTable = readonly (readonly number[])[];

export interface ChiSquared {
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
}

/** Yates' correction where `yates` and the table is 2 x 2. */
export function chiSquaredTest(table: CountTable, yates: boolean): ChiSquared {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table[0].map((_, j) => table.reduce((sum, row) => sum + row[j], 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  const df = (rows.length - 1) * (columns.length - 1);
  let chiSquared = 0;
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      const expected = (rows[i] * columns[j]) / total;
      const distance = Math.abs(count - expected);
      chiSquared += (distance - (yates && df === 1 ? Math.min(0.5, distance) : 0)) ** 2 / expected;
    });
  });
  return { chiSquared, df, p: chiSquaredUpper(chiSquared, df) };
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/** Two-sided: all tables with the same margins that are no more likely than this one. */
export function fisherExact([[a, b], [c, d]]: readonly [readonly [number, number], readonly [number, number]]): number {
  const [row, column, total] = [a + b, a + c, a + b + c + d];
  const probability = (x: number): number =>
    Math.exp(logChoose(column, x) + logChoose(total - column, row - x) - logChoose(total, row));
  const observed = probability(a) * (1 + 1e-7);
  let p = 0;
  for (let x = Math.max(0, row + column - total); x <= Math.min(row, column); x++) {
    const own = probability(x);
    if (own <= observed) p += own;
  }
  return Math.min(1, p);
}

/** `b` and `c`: pairs decided one way by the first and the other way by the second. */
export function mcnemarExact(b: number, c: number): number {
  let p = 0;
  for (let k = 0; k <= Math.min(b, c); k++) p += Math.exp(logChoose(b + c, k) - (b + c) * Math.LN2);
  return Math.min(1, 2 * p);
}
