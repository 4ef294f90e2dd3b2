/**
 * Observed against predicted in groups: Hosmer-Lemeshow on quantile groups (type 7, equal breaks merged) and
 * equal-width bins with the expected (ECE) and maximum (MCE) calibration error.
 */
import { chiSquaredUpper } from '../distributions.ts';
import { quantile } from './quantile.ts';

export interface HosmerLemeshow {
  /** Group i holds breaks[i] < p <= breaks[i + 1]; the first includes its lower break. */
  readonly breaks: readonly number[];
  readonly sizes: readonly number[];
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  /** NaN where a group is empty or has no expected event or non-event. */
  readonly chiSquare: number;
  /** Groups - 2, for rows that the model was fitted on. */
  readonly fitted: { readonly degreesOfFreedom: number; readonly p: number };
  /** Groups, for rows that the model has not seen. */
  readonly external: { readonly degreesOfFreedom: number; readonly p: number };
}

export function hosmerLemeshow(probabilities: Float64Array, labels: ArrayLike<number>, wanted = 10): HosmerLemeshow {
  const sorted = probabilities.toSorted();
  const all = Array.from({ length: wanted + 1 }, (_, i) => quantile(sorted, i / wanted));
  const breaks = all.filter((value, i) => i === 0 || value !== all[i - 1]);
  const groups = Math.max(breaks.length - 1, 1);
  const sizes = new Array<number>(groups).fill(0);
  const observed = new Array<number>(groups).fill(0);
  const expected = new Array<number>(groups).fill(0);
  probabilities.forEach((p, i) => {
    let group = 0;
    while (group < groups - 1 && p > breaks[group + 1]) group++;
    sizes[group]++;
    observed[group] += labels[i];
    expected[group] += p;
  });
  const chiSquare = sizes.reduce((sum, n, g) => {
    const difference = observed[g] - expected[g];
    return sum + difference ** 2 / expected[g] + difference ** 2 / (n - expected[g]);
  }, 0);
  const test = (degreesOfFreedom: number) => ({
    degreesOfFreedom,
    p: degreesOfFreedom > 0 && Number.isFinite(chiSquare) ? chiSquaredUpper(chiSquare, degreesOfFreedom) : Number.NaN,
  });
  return { breaks, sizes, observed, expected, chiSquare, fitted: test(groups - 2), external: test(groups) };
}

export interface CalibrationBin {
  /** 0-based: bin b of B holds b / B <= p < (b + 1) / B, the last one also p = 1. */
  readonly bin: number;
  readonly size: number;
  readonly meanPredicted: number;
  readonly observedRate: number;
}

export interface CalibrationBins {
  /** Bins with rows only, ascending. */
  readonly bins: readonly CalibrationBin[];
  readonly expectedError: number;
  readonly maximumError: number;
}

export function calibrationBins(probabilities: Float64Array, labels: ArrayLike<number>, count = 10): CalibrationBins {
  const sums = Array.from({ length: count }, () => ({ size: 0, predicted: 0, observed: 0 }));
  probabilities.forEach((p, i) => {
    const sum = sums[Math.min(Math.floor(p * count), count - 1)];
    sum.size++;
    sum.predicted += p;
    sum.observed += labels[i];
  });
  const bins = sums.flatMap(({ size, predicted, observed }, bin): CalibrationBin[] =>
    size === 0 ? [] : [{ bin, size, meanPredicted: predicted / size, observedRate: observed / size }],
  );
  const gaps = bins.map(({ meanPredicted, observedRate }) => Math.abs(observedRate - meanPredicted));
  return {
    bins,
    expectedError: gaps.reduce((sum, gap, i) => sum + (gap * bins[i].size) / probabilities.length, 0),
    maximumError: Math.max(...gaps),
  };
}
