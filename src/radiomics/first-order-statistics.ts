/** Sums behind the first-order features, each group computed at its first use. Moments take two passes. */
import { compiledDeviationWithin, compiledSums, type Sums } from './compiled-intensities.ts';
import type { GreyLevels } from './discretise.ts';
import type { ImageRegion } from './feature-class.ts';
import { lazy } from './lazy.ts';
import { quantiles } from './quantiles.ts';

export interface FirstOrderStatistics {
  readonly pixelVolumeMm3: number;
  readonly energy: () => { readonly sum: number; readonly mean: number };
  readonly moments: () => Moments;
  readonly quantiles: () => Quantiles;
  /** Mean absolute deviation from their own mean of the values in the closed range [p10, p90]; NaN if there are none. */
  readonly robustDeviation: () => { readonly mean: number };
  readonly greyLevels: GreyLevels;
}

/** Population moments about the mean. */
export interface Moments {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly meanAbsoluteDeviation: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export interface Quantiles {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

/** PyRadiomics gives one 2-D slice a thickness of 1 mm. */
const SLICE_THICKNESS_MM = 1;

export function firstOrderStatistics(region: ImageRegion): FirstOrderStatistics {
  const { values, spacing, settings, greyLevels } = region;
  const sums = lazy(() => compiledSums(values, settings.voxelArrayShift) ?? sumsOf(values, settings.voxelArrayShift));
  const moments = lazy(() => momentsOf(sums(), values.length));
  const percentiles = lazy(() => {
    const [p10, p25, p50, p75, p90] = quantiles(values, [0.1, 0.25, 0.5, 0.75, 0.9]);
    return { p10, p25, p50, p75, p90 };
  });
  return {
    pixelVolumeMm3: spacing.xMm * spacing.yMm * SLICE_THICKNESS_MM,
    energy: lazy(() => ({ sum: sums().energy, mean: sums().energy / values.length })),
    moments,
    quantiles: percentiles,
    robustDeviation: lazy(() => ({ mean: robustDeviation(values, percentiles()) })),
    greyLevels,
  };
}

function momentsOf({ minimum, maximum, mean, deviations: [absolute, square, cube, fourth] }: Sums, count: number): Moments {
  return {
    minimum,
    maximum,
    mean,
    meanAbsoluteDeviation: absolute / count,
    m2: square / count,
    m3: cube / count,
    m4: fourth / count,
  };
}

function robustDeviation(values: Float64Array, { p10, p90 }: Quantiles): number {
  if (p10 === p90) return 0;
  return compiledDeviationWithin(values, p10, p90) ?? deviationWithin(values, p10, p90);
}

/** Twin of the compiled one. */
export function sumsOf(values: Float64Array, shift: number): Sums {
  let minimum = values[0];
  let maximum = values[0];
  let sum = 0;
  let energy = 0;
  for (const value of values) {
    sum += value;
    energy += (value + shift) * (value + shift);
    if (value < minimum) minimum = value;
    else if (value > maximum) maximum = value;
  }
  // The mean of equal values may differ from them by rounding, which would make a skewness of noise.
  const mean = minimum === maximum ? minimum : sum / values.length;
  let absolute = 0;
  let square = 0;
  let cube = 0;
  let fourth = 0;
  for (const value of values) {
    const deviation = value - mean;
    const squared = deviation * deviation;
    absolute += Math.abs(deviation);
    square += squared;
    cube += squared * deviation;
    fourth += squared * squared;
  }
  return { minimum, maximum, mean, deviations: [absolute, square, cube, fourth], energy };
}

/** Twin of the compiled one. */
export function deviationWithin(values: Float64Array, low: number, high: number): number {
  let sum = 0;
  let count = 0;
  for (let n = 0; n < values.length; n++) {
    if (values[n] < low || values[n] > high) continue;
    sum += values[n];
    count++;
  }
  const mean = sum / count;
  let absolute = 0;
  for (let n = 0; n < values.length; n++) {
    if (values[n] >= low && values[n] <= high) absolute += Math.abs(values[n] - mean);
  }
  return absolute / count;
}
