/** Lesion and plan to feature values. Pure: inputs are not changed, and the same input gives the same bytes. */
import type { FeatureProvenance, FeatureVector } from '../core/index.ts';
import { discretise, MAX_GREY_LEVELS, NO_GREY_LEVELS } from './discretise.ts';
import type { ImageRegion } from './feature-class.ts';
import { copyRun } from './mask-runs.ts';
import type { FeaturePlan, PlannedClass } from './plan.ts';
import { type ExtractionInput, type Prepared, prepare } from './prepare.ts';
import { type Refusal, refuse } from './refusals.ts';
import type { Roi } from './roi.ts';
import { runsOf } from './roi-runs.ts';

/** Pixels; a Gabor kernel of this size takes seconds on a lesion of common size. */
export const MAX_KERNEL_REACH = 256;

/** Raised whenever a value may change: stored scores are kept apart by it. */
export const FEATURE_SOFTWARE = 'her2-low-cds radiomics 1.0.2 (definitions of PyRadiomics 3.0.1)';

export interface ExtractedFeatures {
  readonly kind: 'features';
  /** In the order of the plan's names. Where one is NaN, infinite or left out (image too small for its filter), `warnings` says so. */
  readonly values: FeatureVector;
  readonly provenance: FeatureProvenance;
  readonly warnings: readonly string[];
}

export function extract(input: ExtractionInput, plan: FeaturePlan): ExtractedFeatures | Refusal {
  const prepared = prepare(input, plan.settings);
  if (prepared.kind === 'refused') return prepared;
  const computed = new Map<string, number>();
  const warnings: string[] = [];
  const highestLevels: Record<string, number> = {};
  const { roi, shapeRoi, window, boxInWindow } = prepared;
  const { spacing } = window;

  const skipsShape = plan.settings.profile === 'pyradiomics' && roi.box.width === 1;
  if (skipsShape && plan.shape.length > 0)
    warnings.push('original_shape2D is left out: PyRadiomics skips a region one pixel wide');
  for (const planned of skipsShape ? [] : plan.shape) computeClass(planned, { roi: shapeRoi, spacing }, computed, warnings);
  for (const { type, settings, images } of plan.imageTypes) {
    const wanted = images.map(({ name }) => name);
    const reach = type.reach?.(settings, spacing) ?? 0;
    if (reach > MAX_KERNEL_REACH) return refuse('kernel-too-large', `A kernel of ${type.name} reaches ${reach} pixels`);
    const derived = new Map(type.derive(window, boxInWindow, settings, wanted).map((image) => [image.name, image]));
    for (const image of images) {
      const source = derived.get(image.name);
      if (source === undefined) {
        warnings.push(`${image.name} is left out: the image is too small for this filter`);
        continue;
      }
      const values = valuesOf(roi, source.pixels);
      const { singlePrecision = false } = source;
      const levels = image.discretised ? discretise(values, { ...settings, singlePrecision }) : NO_GREY_LEVELS;
      if (levels.kind === 'too-many') {
        return refuse('too-many-grey-levels', `${image.name} has ${levels.levels} grey levels, allowed are ${MAX_GREY_LEVELS}`);
      }
      if (image.discretised) highestLevels[image.name] = levels.highest;
      const region: ImageRegion = { roi, spacing, values, settings, greyLevels: levels };
      for (const planned of image.classes) computeClass(planned, region, computed, warnings);
    }
  }
  return {
    kind: 'features',
    values: inOrder(plan.featureNames, computed),
    provenance: provenanceOf(input, plan, prepared, highestLevels),
    warnings,
  };
}

/** In the order of the region's positions. */
function valuesOf(roi: Roi, pixels: Float64Array): Float64Array {
  const values = new Float64Array(roi.positions.length);
  const runs = runsOf(roi);
  let n = 0;
  for (let r = 0; r < runs.length; r += 2) {
    copyRun(pixels, runs[r], runs[r + 1], values, n);
    n += runs[r + 1];
  }
  return values;
}

function computeClass<Region>(
  planned: PlannedClass<Region>,
  region: Region,
  computed: Map<string, number>,
  warnings: string[],
): void {
  const { names, fullNames } = planned;
  const values = planned.class.compute(region, names);
  for (let n = 0; n < names.length; n++) {
    computed.set(fullNames[n], values[n]);
    if (Number.isFinite(values[n])) continue;
    const feature = planned.class.features.find((candidate) => candidate.name === names[n])!;
    warnings.push(`${fullNames[n]} is ${values[n]}: ${feature.degenerate}`);
  }
}

function inOrder(names: readonly string[], computed: ReadonlyMap<string, number>): FeatureVector {
  const values = new Map<string, number>();
  for (const name of names) {
    const value = computed.get(name);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

function provenanceOf(
  { image }: ExtractionInput,
  { settings }: FeaturePlan,
  { roi, origin, window: { spacing } }: Prepared,
  greyLevels: Readonly<Record<string, number>>,
): FeatureProvenance {
  return {
    software: FEATURE_SOFTWARE,
    settings: { ...settings },
    imageSize: [image.width, image.height],
    roiBox: [origin.x + roi.box.x, origin.y + roi.box.y, roi.box.width, roi.box.height],
    roiPixels: roi.positions.length,
    spacingMm: [spacing.xMm, spacing.yMm],
    greyLevels,
  };
}
