/**
 * Feature maps, PyRadiomics' voxelBased extraction in the plane: each pixel of the region gets the features of the kernel
 * around it. Grey levels are those of the whole region (unmasked: of the box that kernels reach), so Idn and Idmn divide by its Ng.
 * Surprise: where one direction has no pair PyRadiomics' JointAverage is NaN and its MCC fails; here they are of the other directions.
 */
import type { Spacing } from '../core/index.ts';
import { discretise, MAX_GREY_LEVELS, NO_GREY_LEVELS } from './discretise.ts';
import { MAX_KERNEL_REACH } from './extract.ts';
import type { FeatureClass, ImageRegion } from './feature-class.ts';
import { canMapCorrelation, mapCorrelation } from './glcm-map-correlation.ts';
import { countFeatureNames, mapCounts } from './glcm-map-counts.ts';
import { mapSums, sumFeatureNames } from './glcm-map-sums.ts';
import { kernelBlocks } from './kernel-blocks.ts';
import { type KernelFrame, kernelRegions } from './kernel-frame.ts';
import type { FeaturePlan, PlannedClass } from './plan.ts';
import { type ExtractionInput, type Prepared, prepare } from './prepare.ts';
import { type Refusal, refuse } from './refusals.ts';
import { type Box, growBox, type Roi } from './roi.ts';

/** PyRadiomics names and defaults. */
export interface MapOptions {
  /** Pixels on each side of the centre; 1 by default. */
  readonly kernelRadius?: number;
  /** Kernels see only pixels of the region; true by default. */
  readonly maskedKernel?: boolean;
  /** Value outside the region; 0 by default. */
  readonly initValue?: number;
  /** Side of the blocks of pixels that share the value of one kernel, for a map to look at; 1 by default: every pixel its own. */
  readonly blockSide?: number;
  /** Every kernel as a region of its own, without the fast ways: what those are tested against. */
  readonly plain?: boolean;
}

export interface FeatureMaps {
  readonly kind: 'maps';
  /** The region's bounding box in the pixels that features are computed on. */
  readonly box: Box;
  /** 1 where the region is, box.width * box.height. */
  readonly mask: Uint8Array;
  /** Of those pixels, and where the box's first one is from the first of the image, centre to centre. */
  readonly spacing: Spacing;
  readonly originMm: { readonly x: number; readonly y: number };
  /** By feature name: row-major, box.width * box.height; NaN where the feature is undefined for the kernel. */
  readonly maps: ReadonlyMap<string, Float64Array>;
  /** Names each map that holds undefined values. */
  readonly warnings: readonly string[];
}

export const MAX_KERNEL_RADIUS = 50;

/** Throws RangeError for a kernel radius out of 1..50, a block side below 1, and for shape features, which have no map. */
export function extractMap(input: ExtractionInput, plan: FeaturePlan, options: MapOptions = {}): FeatureMaps | Refusal {
  const { kernelRadius = 1, maskedKernel = true, initValue = 0, blockSide = 1, plain = false } = options;
  if (!(Number.isInteger(kernelRadius) && kernelRadius >= 1 && kernelRadius <= MAX_KERNEL_RADIUS)) {
    throw new RangeError(`kernelRadius must be a whole number from 1 to ${MAX_KERNEL_RADIUS}, not ${kernelRadius}`);
  }
  if (!(Number.isInteger(blockSide) && blockSide >= 1))
    throw new RangeError(`blockSide must be a whole number from 1, not ${blockSide}`);
  if (plan.shape.length > 0) throw new RangeError('shape features have no map');
  const prepared = prepare(input, plan.settings);
  if (prepared.kind === 'refused') return prepared;
  const { roi, window, origin } = prepared;
  const maps = new Map(plan.featureNames.map((name) => [name, new Float64Array(roi.mask.length).fill(initValue)]));
  const warnings: string[] = [];
  const { seen, boxInWindow, centres: all } = kernelRoi(prepared, kernelRadius, maskedKernel);
  const { computed, valueFrom } = kernelBlocks(roi, blockSide);
  const centres = computed.map((n) => all[n]);
  const targets = computed.map((n) => roi.positions[n]);

  for (const { type, settings, images } of plan.imageTypes) {
    const reach = type.reach?.(settings, window.spacing) ?? 0;
    if (reach > MAX_KERNEL_REACH) return refuse('kernel-too-large', `A kernel of ${type.name} reaches ${reach} pixels`);
    const wanted = images.map(({ name }) => name);
    const derived = new Map(type.derive(window, boxInWindow, settings, wanted).map((image) => [image.name, image]));
    for (const image of images) {
      const source = derived.get(image.name);
      if (source === undefined) {
        warnings.push(`${image.name} is left out: the image is too small for this filter`);
        for (const { prefix, names } of image.classes) for (const name of names) maps.delete(prefix + name);
        continue;
      }
      const values = Float64Array.from(seen.positions, (position) => source.pixels[position]);
      const { singlePrecision = false } = source;
      const greyLevels = image.discretised ? discretise(values, { ...settings, singlePrecision }) : NO_GREY_LEVELS;
      if (greyLevels.kind === 'too-many') {
        return refuse(
          'too-many-grey-levels',
          `${image.name} has ${greyLevels.levels} grey levels, allowed are ${MAX_GREY_LEVELS}`,
        );
      }
      const frame: KernelFrame = { roi: seen, spacing: window.spacing, values, greyLevels, settings, kernelRadius, centres };
      for (const planned of image.classes) mapClass(planned, frame, targets, maps, plain);
    }
  }
  for (const [name, map] of maps) {
    roi.positions.forEach((position, n) => {
      map[position] = map[valueFrom[n]];
    });
    const missing = roi.positions.reduce((count, position) => count + Number(!Number.isFinite(map[position])), 0);
    if (missing > 0) warnings.push(`${name} is undefined or infinite at ${missing} of ${roi.positions.length} pixels`);
  }
  const { box, mask } = roi;
  const { spacing } = window;
  const originMm = { x: (origin.x + box.x) * spacing.xMm, y: (origin.y + box.y) * spacing.yMm };
  return { kind: 'maps', box, mask, spacing, originMm, maps, warnings };
}

/** The pixels that kernels see, their box in the filters' window, and the region's pixels in that box. */
function kernelRoi({ roi, window, boxInWindow }: Prepared, kernelRadius: number, masked: boolean) {
  if (masked) return { seen: roi, boxInWindow, centres: roi.positions };
  const grown = growBox(boxInWindow, kernelRadius, window.width, window.height);
  const mask = new Uint8Array(grown.width * grown.height).fill(1);
  const seen: Roi = { box: grown, mask, positions: Int32Array.from(mask, (_, n) => n) };
  const left = boxInWindow.x - grown.x;
  const top = boxInWindow.y - grown.y;
  const centres = roi.positions.map((position) => {
    const x = position % roi.box.width;
    return ((position - x) / roi.box.width + top) * grown.width + x + left;
  });
  return { seen, boxInWindow: grown, centres };
}

function mapClass(
  planned: PlannedClass<ImageRegion>,
  frame: KernelFrame,
  targets: Int32Array,
  maps: ReadonlyMap<string, Float64Array>,
  plain: boolean,
): void {
  const { class: featureClass, prefix, names } = planned;
  const of = (some: readonly string[]): Float64Array[] => some.map((name) => maps.get(prefix + name)!);
  if (plain || featureClass.name !== 'glcm') {
    mapKernels(featureClass, frame, names, targets, of(names));
    return;
  }
  const summed = sumFeatureNames(frame, names);
  const counted = countFeatureNames(frame, names);
  const correlated = canMapCorrelation(frame) ? names.filter((name) => name === 'MCC') : [];
  const others = names.filter((name) => ![...summed, ...counted, ...correlated].includes(name));
  if (summed.length > 0) mapSums(frame, summed, targets, of(summed));
  if (counted.length > 0) mapCounts(frame, counted, targets, of(counted));
  for (const map of of(correlated)) mapCorrelation(frame, targets, map);
  if (others.length > 0) mapKernels(featureClass, frame, others, targets, of(others));
}

/** Kernel by kernel through the class itself. */
function mapKernels(
  featureClass: FeatureClass<ImageRegion>,
  frame: KernelFrame,
  names: readonly string[],
  targets: Int32Array,
  maps: readonly Float64Array[],
): void {
  const regionAt = kernelRegions(frame);
  const levels = featureClass.name === 'glcm' ? 'frame' : 'own';
  frame.centres.forEach((centre, n) => {
    const values = featureClass.compute(regionAt(centre, levels), names);
    for (let f = 0; f < names.length; f++) maps[f][targets[n]] = values[f];
  });
}
