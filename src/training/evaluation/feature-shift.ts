/** Each feature of the model here against the training lesions, and why lesions lie outside their range. */
import type { Manifest } from '../../model/index.ts';
import type { ValidationResults } from '../validation-results.ts';
import { mean, standardDeviation } from './moments.ts';
import { because } from './results-parts.ts';

export interface MeasuredAgainstTraining {
  /** In the order of the manifest's features. */
  readonly values: Float64Array;
  readonly reasons: readonly { readonly code: string }[];
}

export function featureShift(manifest: Manifest, scored: readonly MeasuredAgainstTraining[]): ValidationResults['shift'] {
  const features = manifest.features.map(({ name, mean: trainingMean, sd: trainingSd, range }, f) => {
    const values = Float64Array.from(scored, (lesion) => lesion.values[f]);
    const known = values.filter(Number.isFinite);
    const inside = known.filter((value) => value >= range.lower && value <= range.upper).length;
    const own = mean(known);
    const sd = standardDeviation(known);
    return {
      name,
      trainingMean,
      trainingSd,
      mean: own,
      sd,
      shift: (own - trainingMean) / trainingSd,
      outside: values.length - inside,
    };
  });
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
