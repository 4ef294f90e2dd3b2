/**
 * Each feature of the model here against the training lesions, and why lesions lie outside their range. Differences of means and
 * ratios of variances as Austin 2009 (doi:10.1002/sim.3697) uses them for balance; of whole distributions where quantiles are known.
 */
import type { Manifest } from '../../model/index.ts';
import type { ValidationResults } from '../validation-results.ts';
import { largestDifference, stabilityIndex } from './distribution-shift.ts';
import { mean, standardDeviation } from './moments.ts';
import { because } from './results-parts.ts';
import type { FeatureShift } from './shift-results.ts';

type Feature = Manifest['features'][number];

export interface MeasuredAgainstTraining {
  /** In the order of the manifest's features. */
  readonly values: Float64Array;
  readonly reasons: readonly { readonly code: string }[];
}

export function featureShift(manifest: Manifest, scored: readonly MeasuredAgainstTraining[]): ValidationResults['shift'] {
  const size = manifest.results.find(({ split }) => split === 'training')?.lesions ?? 0;
  const features = manifest.features.map((feature, f) =>
    shiftOf(
      feature,
      Float64Array.from(scored, ({ values }) => values[f]),
      size,
    ),
  );
  const unknown = features.find(({ sd }) => !Number.isFinite(sd));
  if (unknown !== undefined) return because(`fewer than two lesions have a value of ${unknown.name}`);
  const reasons: Record<string, number> = {};
  for (const lesion of scored) {
    for (const code of new Set(lesion.reasons.map((reason) => reason.code))) reasons[code] = (reasons[code] ?? 0) + 1;
  }
  return {
    features,
    lesions: scored.length,
    outOfDistribution: scored.filter((lesion) => lesion.reasons.length > 0).length,
    reasons: Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function shiftOf(
  { name, mean: trainingMean, sd: trainingSd, range, quantiles }: Feature,
  values: Float64Array,
  size: number,
): FeatureShift {
  const known = values.filter(Number.isFinite);
  const inside = known.filter((value) => value >= range.lower && value <= range.upper).length;
  const own = mean(known);
  const sd = standardDeviation(known);
  const training = quantiles === undefined || size === 0 ? undefined : { quantiles, size };
  const psi = training === undefined ? undefined : stabilityIndex(known, training);
  const ks = training === undefined ? undefined : largestDifference(known, training);
  const none = because(training === undefined ? 'the bundle holds no quantiles' : 'the feature has one value in training');
  return {
    name,
    trainingMean,
    trainingSd,
    mean: own,
    sd,
    shift: (own - trainingMean) / trainingSd,
    standardisedDifference: (own - trainingMean) / Math.sqrt((sd ** 2 + trainingSd ** 2) / 2),
    varianceRatio: (sd / trainingSd) ** 2,
    psi: psi ?? none,
    ks: ks === undefined ? none : { value: ks },
    outside: values.length - inside,
  };
}
