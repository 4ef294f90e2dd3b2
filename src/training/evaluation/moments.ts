/** Mean, variance and covariance in two passes; `n - 1` in the denominator, NaN for fewer than two values. */

export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

export function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
  return a.length < 2 ? Number.NaN : sum / (a.length - 1);
}

export const standardDeviation = (values: Float64Array): number => Math.sqrt(covariance(values, values));
