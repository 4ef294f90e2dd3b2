/**
 * Two measures of how far a sample is from a distribution that is known by its quantiles only.
 *   PSI = sum over bins of (a - e) ln(a / e), a and e the shares of the sample and of the distribution (Siddiqi, Credit Risk
 *   Scorecards, 2006). Without a shift PSI / (1/n + 1/N) is about chi-squared with bins - 1 degrees of freedom (Yurdakul and Naranjo,
 *   J Risk Model Valid 14(4), 2020): usual limits such as 0.25 are passed by chance in small samples, and p says so.
 *   D = max |F(x) - F0(x)| (Kolmogorov 1933, Smirnov 1948), here at the quantiles only, so at most one step of them too small.
 */
import { chiSquaredUpper } from '../distributions.ts';

export interface KnownDistribution {
  /** At the shares 0, 1/k, 2/k, ..., 1; ascending. */
  readonly quantiles: readonly number[];
  /** How many values they rest on. */
  readonly size: number;
}

/** In each bin at least this share of the distribution: deciles. */
const SMALLEST_BIN = 0.1;

/** Undefined where the distribution has one value only, or the sample none. */
export function stabilityIndex(
  sample: Float64Array,
  { quantiles, size }: KnownDistribution,
): { readonly value: number; readonly bins: number; readonly p: number } | undefined {
  const edges = binEdges(quantiles);
  const bins = edges.length + 1;
  if (edges.length === 0 || sample.length === 0) return undefined;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sample) counts[edges.filter(({ at }) => value > at).length]++;
  // Half a value in each bin, so that an empty one has a logarithm.
  const own = counts.map((count) => (count + 0.5) / (sample.length + bins / 2));
  const expected = own.map((_, i) => (edges[i]?.below ?? 1) - (edges[i - 1]?.below ?? 0));
  const value = own.reduce((sum, a, i) => sum + (a - expected[i]) * Math.log(a / expected[i]), 0);
  return { value, bins, p: chiSquaredUpper(value / (1 / sample.length + 1 / size), bins - 1) };
}

/** Where a bin ends, and the share of the distribution up to there. Equal quantiles are one edge, with the share of the last. */
function binEdges(quantiles: readonly number[]): readonly { readonly at: number; readonly below: number }[] {
  const steps = quantiles.length - 1;
  const last = quantiles[steps];
  const edges: { at: number; below: number }[] = [];
  for (let i = 1; i < steps; i++) {
    const [at, below] = [quantiles[i], i / steps];
    if (at === quantiles[i + 1] || at === last) continue;
    if (below - (edges.at(-1)?.below ?? 0) >= SMALLEST_BIN - 1e-9) edges.push({ at, below });
  }
  return edges;
}

/**
 * Undefined where the sample is empty. Where several quantiles are one value, the distribution jumps there: how far is known to a
 * step on either side, and only what lies outside of that counts.
 */
export function largestDifference(sample: Float64Array, { quantiles }: Pick<KnownDistribution, 'quantiles'>): number | undefined {
  if (sample.length === 0) return undefined;
  const steps = quantiles.length - 1;
  const share = (holds: (value: number) => boolean): number => sample.filter(holds).length / sample.length;
  const beyond = (value: number, low: number, high: number): number => Math.max(0, low / steps - value, value - high / steps);
  let largest = 0;
  for (let first = 0, last = 0; first <= steps; first = ++last) {
    const at = quantiles[first];
    while (quantiles[last + 1] === at) last++;
    const tied = last > first ? 1 : 0;
    const below = share((value) => value < at);
    const upTo = share((value) => value <= at);
    largest = Math.max(
      largest,
      first === 0 ? below : tied * beyond(below, first - 1, first),
      last === 0 ? 0 : beyond(upTo, last, last === steps ? last : last + tied),
    );
  }
  return largest;
}
