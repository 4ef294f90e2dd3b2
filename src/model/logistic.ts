/**
 * The logistic model in plain arithmetic: the linear predictor with its shares, and the 90 % interval by the delta
 * method. The bundle's ONNX file gives the probability; loading checks that both agree.
 */
import type { Contribution, ScoreInterval } from '../core/index.ts';
import type { Manifest } from './manifest.ts';

/** 95th percentile of the standard normal distribution: a two-sided 90 % interval. */
const NORMAL_95 = 1.6448536269514722;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** (x - mean) / sd in the order of the manifest's features. */
export function standardise(manifest: Manifest, values: Float64Array): Float64Array {
  return values.map((value, i) => {
    const feature = manifest.features[i];
    return feature === undefined ? Number.NaN : (value - feature.mean) / feature.sd;
  });
}

/** intercept + sum of coefficient x standardised value. */
export function linearPredictor(manifest: Manifest, standardised: Float64Array): number {
  return manifest.features.reduce(
    (sum, feature, i) => sum + feature.coefficient * (standardised[i] as number),
    manifest.intercept,
  );
}

/** Largest share first; ties in the order of the manifest. */
export function contributionsOf(manifest: Manifest, values: Float64Array, standardised: Float64Array): readonly Contribution[] {
  return manifest.features
    .map((feature, i) => ({
      feature: feature.name,
      value: values[i] as number,
      standardised: standardised[i] as number,
      contribution: feature.coefficient * (standardised[i] as number),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

/** Interval of the linear predictor, v' C v with v = (1, standardised values), carried through the sigmoid. */
export function intervalOf(manifest: Manifest, predictor: number, standardised: Float64Array): ScoreInterval {
  const v = [1, ...standardised];
  let variance = 0;
  manifest.interval.covariance.forEach((row, i) => {
    row.forEach((c, j) => {
      variance += c * (v[i] as number) * (v[j] as number);
    });
  });
  const half = NORMAL_95 * Math.sqrt(Math.max(0, variance));
  return { lower: sigmoid(predictor - half), upper: sigmoid(predictor + half), level: 0.9 };
}
