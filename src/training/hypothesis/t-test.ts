/** Two-sample t-tests: Welch's (unequal variances) and the pooled one; p two-sided. */
import { studentTwoSided } from '../distributions.ts';
import { fitScaling } from '../selection/z-score.ts';

export interface TTest {
  readonly t: number;
  readonly df: number;
  readonly p: number;
}

export function welchTest(first: Float64Array, second: Float64Array): TTest {
  const [a, b] = [fitScaling(first), fitScaling(second)];
  const [va, vb] = [a.sd ** 2 / first.length, b.sd ** 2 / second.length];
  const t = (a.mean - b.mean) / Math.sqrt(va + vb);
  const df = (va + vb) ** 2 / (va ** 2 / (first.length - 1) + vb ** 2 / (second.length - 1));
  return { t, df, p: studentTwoSided(t, df) };
}

export function pooledTest(first: Float64Array, second: Float64Array): TTest {
  const [a, b] = [fitScaling(first), fitScaling(second)];
  const df = first.length + second.length - 2;
  const variance = ((first.length - 1) * a.sd ** 2 + (second.length - 1) * b.sd ** 2) / df;
  const t = (a.mean - b.mean) / Math.sqrt(variance * (1 / first.length + 1 / second.length));
  return { t, df, p: studentTwoSided(t, df) };
}
