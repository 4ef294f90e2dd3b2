/** Levene's test of equal spread around the medians (Brown and Forsythe 1974). */
import { fUpper } from '../distributions.ts';

export interface LeveneTest {
  readonly f: number;
  readonly p: number;
}

export function leveneTest(groups: readonly Float64Array[]): LeveneTest {
  const spreads = groups.map((group) => {
    const median = medianOf(group);
    return group.map((value) => Math.abs(value - median));
  });
  const n = groups.reduce((sum, group) => sum + group.length, 0);
  const means = spreads.map((spread) => sumOf(spread) / spread.length);
  const grand = spreads.reduce((sum, spread) => sum + sumOf(spread), 0) / n;
  const between = spreads.reduce((sum, spread, g) => sum + spread.length * (means[g] - grand) ** 2, 0);
  const within = spreads.reduce((sum, spread, g) => sum + sumOf(spread.map((value) => (value - means[g]) ** 2)), 0);
  const [df1, df2] = [groups.length - 1, n - groups.length];
  const f = between / df1 / (within / df2);
  return { f, p: fUpper(f, df1, df2) };
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
