/**
 * Whether a lesion resembles what the model was fitted on. Any reason withholds the score (PATHWAY section 1).
 * A feature that could not be computed counts as out of range.
 */
import type { OutOfDistributionReason, Spacing } from '../core/index.ts';
import type { Manifest } from './manifest.ts';

export interface ScoringContext {
  readonly spacing: Spacing | undefined;
  readonly roiPixels: number;
}

const fixed = (x: number): string => Number(x.toPrecision(3)).toString();

export function outOfDistributionReasons(
  manifest: Manifest,
  values: Float64Array,
  standardised: Float64Array,
  context: ScoringContext,
): readonly OutOfDistributionReason[] {
  const features = featureReasons(manifest, values);
  return [
    ...acquisitionReasons(manifest, context),
    ...features,
    // The distance repeats what a single feature out of range already says.
    ...(features.length === 0 ? combinationReasons(manifest, standardised) : []),
  ];
}

/** What spacing and size alone say, before any feature is computed. */
export function acquisitionReasons(
  manifest: Manifest,
  { spacing, roiPixels }: ScoringContext,
): readonly OutOfDistributionReason[] {
  const { spacingMm, lesionAreaMm2 } = manifest.trainingDistribution;
  if (spacing === undefined && manifest.worksWithoutSpacing === true) return [];
  if (spacing === undefined) return [{ code: 'spacing-out-of-range', text: 'the image states no pixel spacing' }];
  const reasons: OutOfDistributionReason[] = [];
  const inRange = (mm: number): boolean => mm >= spacingMm.lower && mm <= spacingMm.upper;
  if (!inRange(spacing.xMm) || !inRange(spacing.yMm)) {
    reasons.push({
      code: 'spacing-out-of-range',
      text: `pixel spacing ${fixed(spacing.xMm)} x ${fixed(spacing.yMm)} mm is outside ${fixed(spacingMm.lower)} to ${fixed(spacingMm.upper)} mm`,
    });
  }
  const area = roiPixels * spacing.xMm * spacing.yMm;
  if (!(area >= lesionAreaMm2.lower && area <= lesionAreaMm2.upper)) {
    reasons.push({
      code: 'size-out-of-range',
      text: `lesion area ${fixed(area)} mm2 is outside ${fixed(lesionAreaMm2.lower)} to ${fixed(lesionAreaMm2.upper)} mm2`,
    });
  }
  return reasons;
}

function featureReasons(manifest: Manifest, values: Float64Array): readonly OutOfDistributionReason[] {
  return manifest.features.flatMap((feature, i): OutOfDistributionReason[] => {
    const value = values[i] as number;
    if (!Number.isFinite(value)) return [{ code: 'feature-out-of-range', text: `${feature.name} could not be computed` }];
    if (value >= feature.range.lower && value <= feature.range.upper) return [];
    return [{ code: 'feature-out-of-range', text: `${feature.name} is outside the range of the training lesions` }];
  });
}

/** Squared Mahalanobis distance z' P z against the limit. */
function combinationReasons(manifest: Manifest, standardised: Float64Array): readonly OutOfDistributionReason[] {
  const { precision, limit } = manifest.trainingDistribution.mahalanobis;
  let distance = 0;
  precision.forEach((row, i) => {
    row.forEach((p, j) => {
      distance += p * (standardised[i] as number) * (standardised[j] as number);
    });
  });
  if (distance <= limit) return [];
  return [{ code: 'unusual-combination', text: 'the combination of features is unlike the training lesions' }];
}
