/**
 * Area under the ROC curve with DeLong's variance (DeLong 1988) through placements, O(n log n) as in Sun & Xu 2014.
 * The area is the share of (positive, negative) pairs in the right order, ties counted half; it can be below 0.5.
 */
import { normalQuantile, normalTwoSided, studentTwoSided } from '../distributions.ts';
import type { Interval } from './interval.ts';
import { covariance, mean } from './moments.ts';
import { type ScoredRows, scoresOf } from './scored-rows.ts';
import { countBelow, countThrough } from './sorted-search.ts';

export interface AreaUnderCurve {
  readonly auc: number;
  readonly variance: number;
  /** Share of negatives below each positive, in row order of the positives. */
  readonly positivePlacements: Float64Array;
  /** Share of positives above each negative, in row order of the negatives. */
  readonly negativePlacements: Float64Array;
}

/** The variance is NaN with fewer than two rows in a class. */
export function areaUnderCurve(rows: ScoredRows): AreaUnderCurve {
  const positive = scoresOf(rows, 1);
  const negative = scoresOf(rows, 0);
  const positivePlacements = sharesBelow(positive, negative.toSorted());
  const negativePlacements = sharesBelow(negative, positive.toSorted()).map((share) => 1 - share);
  const variance =
    covariance(positivePlacements, positivePlacements) / rows.positives +
    covariance(negativePlacements, negativePlacements) / rows.negatives;
  return { auc: mean(positivePlacements), variance, positivePlacements, negativePlacements };
}

/** The normal interval of DeLong's variance, cut at 0 and 1. */
export function delongInterval({ auc, variance }: AreaUnderCurve, level = 0.95): Interval {
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { lower: Math.max(0, auc - half), upper: Math.min(1, auc + half) };
}

export interface AreaDifference {
  /** First minus second. */
  readonly difference: number;
  readonly interval: Interval;
  /** z when paired; t with Satterthwaite's degrees of freedom when unpaired. */
  readonly statistic: number;
  readonly p: number;
}

export interface PairedDifference extends AreaDifference {
  readonly covariance: number;
}

/** Two scores of the same rows. Two scores that rank alike differ by exactly 0 with p 1. */
export function pairedDifference(first: AreaUnderCurve, second: AreaUnderCurve, level = 0.95): PairedDifference {
  const shared =
    covariance(first.positivePlacements, second.positivePlacements) / first.positivePlacements.length +
    covariance(first.negativePlacements, second.negativePlacements) / first.negativePlacements.length;
  const difference = first.auc - second.auc;
  // The difference of three nearly equal numbers: anything this small is rounding.
  const raw = first.variance + second.variance - 2 * shared;
  const error = raw > 1e-14 * (first.variance + second.variance) ? Math.sqrt(raw) : 0;
  const statistic = error === 0 ? 0 : difference / error;
  const half = normalQuantile((1 + level) / 2) * error;
  return {
    difference,
    covariance: shared,
    interval: { lower: difference - half, upper: difference + half },
    statistic,
    p: error === 0 ? 1 : normalTwoSided(statistic),
  };
}

/** Two independent groups of rows, as pROC's roc.test does it. */
export function unpairedDifference(
  first: AreaUnderCurve,
  second: AreaUnderCurve,
  level = 0.95,
): AreaDifference & { readonly degreesOfFreedom: number } {
  const rowsOf = (area: AreaUnderCurve): number => area.positivePlacements.length + area.negativePlacements.length;
  const variance = first.variance + second.variance;
  const degreesOfFreedom =
    variance ** 2 / (first.variance ** 2 / (rowsOf(first) - 1) + second.variance ** 2 / (rowsOf(second) - 1));
  const difference = first.auc - second.auc;
  const statistic = difference / Math.sqrt(variance);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const interval = { lower: difference - half, upper: difference + half };
  return { difference, interval, statistic, degreesOfFreedom, p: studentTwoSided(statistic, degreesOfFreedom) };
}

/** For each value, the share of `sorted` that is smaller, ties counted half. */
function sharesBelow(values: Float64Array, sorted: Float64Array): Float64Array {
  return values.map((value) => {
    const below = countBelow(sorted, value);
    const through = sorted[below] === value ? countThrough(sorted, value) : below;
    return (below + through) / 2 / sorted.length;
  });
}
