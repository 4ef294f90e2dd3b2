/**
 * From image and mask to what the features read, in PyRadiomics' order: mask checks, normalisation, resampling or preCrop, resegmentation.
 * The result says which region the intensity features see and which one the shape features see.
 */
import type { GreyImage, Mask, Spacing } from '../core/index.ts';
import type { MaskBounds } from './compiled-mask.ts';
import { consecutive, type FilterInput } from './filter-input.ts';
import { normalization } from './normalization.ts';
import { type Refusal, refuse } from './refusals.ts';
import { regionMask } from './region.ts';
import { withinResegmentRange } from './resegmentation.ts';
import { type Box, boundingBox, boxOf, cropRoi, maskBounds, type Roi, uncropMask } from './roi.ts';
import { type SampledRegion, sampleRegion } from './sampled-region.ts';
import type { RadiomicsSettings } from './settings.ts';

export interface ExtractionInput {
  readonly image: GreyImage;
  readonly mask: Mask;
  readonly spacing: Spacing;
  /** Where a peritumoral ring may lie, such as the ultrasound region; the whole image where absent. */
  readonly within?: Mask | Box;
}

export interface Prepared {
  readonly kind: 'prepared';
  readonly roi: Roi;
  readonly shapeRoi: Roi;
  /** The window that filters see. */
  readonly window: FilterInput;
  /** The region's box in pixels of that window. */
  readonly boxInWindow: Box;
  /** Where the boxes of `roi` and `shapeRoi` count from; not 0, 0 after resampling. */
  readonly origin: SampledRegion['origin'];
}

/** Single precision, which some filters have, ends at 3.4e38; squares and sums of this stay far below what double precision has. */
const MAX_PIXEL = 1e30;

export function prepare(
  { image, mask: outline, spacing, within }: ExtractionInput,
  settings: RadiomicsSettings,
): Prepared | Refusal {
  const bounds = boundsOfChecked(image, outline, spacing);
  if ('kind' in bounds) return bounds;
  const mask = regionMask(
    { mask: outline, width: image.width, height: image.height, spacing, within },
    settings.region,
    settings.ringMm,
  );
  if ('kind' in mask) return mask;
  const found = mask === outline ? boxOf(bounds) : boundingBox(mask, image.width);
  if (found === undefined) return refuse('empty-mask', 'The mask has no pixel');
  if (found.pixels === mask.length) return refuse('mask-covers-image', 'The mask has all pixels of the image');
  const map = settings.normalize ? normalization(image, settings) : undefined;
  if (settings.normalize && map === undefined) return refuse('constant-image', 'The image has no contrast to normalise');
  const sampled = sampleRegion(image, mask, spacing, found, map, settings);
  if (sampled.kind === 'refused') return sampled;
  const refused = checkRegion(sampled.box, sampled.pixels, settings);
  if (refused !== undefined) return refused;

  const { input, window, origin } = sampled;
  const inWindow = (box: Box): Box => ({ ...box, x: box.x - window.x, y: box.y - window.y });
  const outlined = cropRoi(sampled.mask, sampled.width, sampled.box);
  const common = { kind: 'prepared', window: input, origin } as const;
  if (settings.resegmentRange === null) {
    return { ...common, roi: outlined, shapeRoi: outlined, boxInWindow: inWindow(sampled.box) };
  }
  const roi = resegment(outlined, intensities(input, inWindow(sampled.box), outlined), sampled, settings);
  if ('kind' in roi) return roi;
  return { ...common, roi, shapeRoi: shapeRoi(sampled, outlined, roi, settings), boxInWindow: inWindow(roi.box) };
}

/** Intensities of the region in the order of its positions. */
function intensities(input: FilterInput, box: Box, roi: Roi): Float64Array {
  const tile = input.tile(consecutive(box.x, box.width), consecutive(box.y, box.height));
  return Float64Array.from(roi.positions, (position) => tile[position]);
}

function resegment(
  outlined: Roi,
  values: Float64Array,
  { width, height }: SampledRegion,
  settings: RadiomicsSettings,
): Roi | Refusal {
  const stays = withinResegmentRange(values, settings.resegmentRange ?? [], settings.resegmentMode);
  const mask = new Uint8Array(outlined.mask.length);
  outlined.positions.forEach((position, n) => {
    mask[position] = stays[n];
  });
  const kept = uncropMask({ ...outlined, mask }, width, height);
  const found = boundingBox(kept, width);
  if (found === undefined || found.pixels <= 1) {
    return refuse('resegmented-away', `${found?.pixels ?? 0} of ${values.length} pixels lie in resegmentRange`);
  }
  return checkRegion(found.box, found.pixels, settings) ?? cropRoi(kept, width, found.box);
}

/** PyRadiomics crops the original mask to the box of the resegmented one and so cuts the shape off; only its profile does here. */
function shapeRoi({ mask, width }: SampledRegion, outlined: Roi, resegmented: Roi, settings: RadiomicsSettings): Roi {
  if (settings.resegmentShape) return resegmented;
  return settings.profile === 'pyradiomics' ? cropRoi(mask, width, resegmented.box) : outlined;
}

/** Of the mask, where image, mask and spacing can be used. */
function boundsOfChecked(image: GreyImage, mask: Mask, { xMm, yMm }: Spacing): MaskBounds | Refusal {
  const { width, height, pixels } = image;
  if (!(Number.isInteger(width) && width > 0 && Number.isInteger(height) && height > 0 && pixels.length === width * height)) {
    return refuse('size-mismatch', `The image says ${width}x${height} and has ${pixels.length} pixels`);
  }
  if (mask.length !== pixels.length) {
    return refuse('size-mismatch', `The image has ${pixels.length} pixels (${width}x${height}), the mask ${mask.length}`);
  }
  if (!(xMm > 0 && yMm > 0 && Number.isFinite(xMm) && Number.isFinite(yMm))) {
    return refuse('invalid-spacing', `The pixel spacing is ${xMm} x ${yMm} mm`);
  }
  const bounds = maskBounds(mask, width);
  if (bounds.bits > 1) return refuse('invalid-mask', `The mask holds the value ${mask.find((value) => value > 1)}`);
  if (pixels instanceof Float64Array && !pixels.every(isUsable)) {
    return refuse('non-finite-pixels', `The image holds NaN, Infinity or a number beyond ${MAX_PIXEL}`);
  }
  return bounds;
}

function isUsable(pixel: number): boolean {
  return Math.abs(pixel) <= MAX_PIXEL;
}

function checkRegion(box: Box, pixels: number, settings: RadiomicsSettings): Refusal | undefined {
  const dimensions = Number(box.width > 1) + Number(box.height > 1);
  if (dimensions === 0) return refuse('single-pixel', 'The region has one pixel');
  if (dimensions < settings.minimumROIDimensions) {
    return refuse('too-few-dimensions', `The region has ${dimensions} dimension, needed are ${settings.minimumROIDimensions}`);
  }
  if (settings.minimumROISize !== null && pixels <= settings.minimumROISize) {
    return refuse('too-small', `The region has ${pixels} pixels, needed are more than ${settings.minimumROISize}`);
  }
  return undefined;
}
