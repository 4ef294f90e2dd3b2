/** Pearson and Spearman correlation through columns of mean 0 and length 1, whose dot product is r. */
import { normalQuantile, studentTwoSided } from '../distributions.ts';
import { midranks } from '../hypothesis/ranks.ts';
import { dotRange } from '../lasso/dot-products.ts';
import { fitScaling } from './z-score.ts';

export type CorrelationMethod = 'pearson' | 'spearman';

/** Mean 0, sum of squares 1; all 0 for a constant column, whose correlations so become 0. */
export function unitColumn(values: Float64Array): Float64Array {
  const { mean, sd } = fitScaling(values);
  const scale = sd === 0 ? 0 : 1 / (sd * Math.sqrt(values.length - 1));
  const unit = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) unit[i] = (values[i] - mean) * scale;
  return unit;
}

export function unitColumns(columns: readonly Float64Array[], method: CorrelationMethod): readonly Float64Array[] {
  return columns.map((column) => unitColumn(method === 'spearman' ? midranks(column).ranks : column));
}

export const dot = (a: Float64Array, b: Float64Array): number => dotRange(a, b, a.length);

export function correlation(a: Float64Array, b: Float64Array, method: CorrelationMethod = 'pearson'): number {
  const [ua, ub] = unitColumns([a, b], method);
  return Math.max(-1, Math.min(1, dot(ua, ub)));
}

/** Symmetric matrix by rows, 1 on the diagonal. */
export function correlationMatrix(units: readonly Float64Array[]): Float64Array {
  const p = units.length;
  const matrix = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    matrix[i * p + i] = 1;
    for (let j = 0; j < i; j++) matrix[i * p + j] = matrix[j * p + i] = dot(units[i], units[j]);
  }
  return matrix;
}

/** Two-sided p of r = 0, by t with n - 2 degrees of freedom; for Spearman an approximation. */
export function correlationP(r: number, n: number): number {
  return studentTwoSided(r * Math.sqrt((n - 2) / (1 - r * r)), n - 2);
}

/** Fisher's interval of a Pearson correlation. */
export function correlationInterval(r: number, n: number, level = 0.95): { readonly lower: number; readonly upper: number } {
  const half = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3);
  return { lower: Math.tanh(Math.atanh(r) - half), upper: Math.tanh(Math.atanh(r) + half) };
}
