/**
 * Distributions of the test statistics: true upper tails (never 1 - cdf), and the quantiles that intervals need.
 * Relative error about 1e-13, also at p = 1e-70.
 */
import { betaQuantileLogit, betaTails } from './incomplete-beta.ts';
import { gammaTails } from './incomplete-gamma.ts';

/** P(Z > z). */
export function normalUpper(z: number): number {
  const { lower, upper } = gammaTails(0.5, (z * z) / 2);
  return z > 0 ? upper / 2 : 0.5 + lower / 2;
}

/** P(Z <= z). */
export const normalCdf = (z: number): number => normalUpper(-z);

/** Two-sided p of a standard normal statistic. */
export const normalTwoSided = (z: number): number => 2 * normalUpper(Math.abs(z));

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** z with P(Z <= z) = p. Start: Abramowitz and Stegun 26.2.23; then Halley steps on the true tail. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 4; step++) {
    const e = (normalUpper(z) - p) / normalDensity(z);
    z += e / (1 + (z * e) / 2);
  }
  return -z;
}

/** Two-sided p of Student's t. */
export function studentTwoSided(t: number, df: number): number {
  const square = t * t;
  return betaTails(df / (df + square), square / (df + square), df / 2, 0.5).lower;
}

/** P(F > f). */
export function fUpper(f: number, df1: number, df2: number): number {
  const total = df1 * f + df2;
  return betaTails((df1 * f) / total, df2 / total, df1 / 2, df2 / 2).upper;
}

/** f with P(F <= f) = p. */
export function fQuantile(p: number, df1: number, df2: number): number {
  return (df2 / df1) * Math.exp(betaQuantileLogit(p, df1 / 2, df2 / 2));
}

/** P(X > x) of the chi-squared distribution. */
export const chiSquaredUpper = (x: number, df: number): number => gammaTails(df / 2, x / 2).upper;

/** x with I_x(a, b) = p. */
export const betaQuantile = (p: number, a: number, b: number): number => 1 / (1 + Math.exp(-betaQuantileLogit(p, a, b)));
