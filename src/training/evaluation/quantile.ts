/** Quantiles of type 7 (Hyndman & Fan 1996), the default of R: linear between order statistics. */

/** `sorted` ascending and not empty; `fraction` in [0, 1]. */
export function quantile(sorted: Float64Array, fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  // R's fuzz: a position within rounding of a rank is that rank.
  const rank = Math.floor(position + 4 * Number.EPSILON);
  const share = position - rank;
  if (Math.abs(share) < 4 * Number.EPSILON || rank + 1 >= sorted.length) return sorted[Math.min(rank, sorted.length - 1)];
  return (1 - share) * sorted[rank] + share * sorted[rank + 1];
}

/** Equal-tailed interval of resampled values. */
export function percentileInterval(values: Float64Array, level = 0.95): { readonly lower: number; readonly upper: number } {
  const sorted = values.toSorted();
  return { lower: quantile(sorted, (1 - level) / 2), upper: quantile(sorted, (1 + level) / 2) };
}
