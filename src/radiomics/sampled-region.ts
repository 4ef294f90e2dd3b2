/**
 * The pixels that filters and features see: the whole image, the part that preCrop leaves, or a resampled grid around the
 * region. Resampling wins over preCrop; where the spacing is right already it only crops, as in PyRadiomics.
 */
import type { GreyImage, Mask, Spacing } from '../core/index.ts';
import { type FilterInput, filterInput } from './filter-input.ts';
import type { ValueMap } from './normalization.ts';
import { type Refusal, refuse } from './refusals.ts';
import { resampleImage, resampleMask } from './resample.ts';
import { MAX_GRID_PIXELS, resamplingGrid } from './resampling-grid.ts';
import { type Box, boundingBox, growBox } from './roi.ts';
import type { RadiomicsSettings } from './settings.ts';

export interface SampledRegion {
  readonly kind: 'sampled-region';
  readonly mask: Mask;
  /** Size of the mask. */
  readonly width: number;
  readonly height: number;
  /** Of the region in that mask. */
  readonly box: Box;
  readonly pixels: number;
  /** The part of it that filters see. */
  readonly window: Box;
  readonly input: FilterInput;
  /** Where the mask begins, in pixels of the whole image at the spacing of `input`. */
  readonly origin: { readonly x: number; readonly y: number };
}

/** `found`: the region of `mask`, which has the size of the image. */
export function sampleRegion(
  image: GreyImage,
  mask: Mask,
  spacing: Spacing,
  found: { readonly box: Box; readonly pixels: number },
  map: ValueMap | undefined,
  settings: RadiomicsSettings,
): SampledRegion | Refusal {
  const { width, height } = image;
  const whole: Box = { x: 0, y: 0, width, height };
  const resampled = settings.resampledPixelSpacing !== null;
  const grid = resampled ? resamplingGrid(image, spacing, found.box, settings) : undefined;
  if (grid === undefined) {
    const window = settings.preCrop || resampled ? growBox(found.box, settings.padDistance, width, height) : whole;
    const input = filterInput(image, window, map, spacing);
    return { kind: 'sampled-region', mask, width, height, ...found, window, input, origin: { x: 0, y: 0 } };
  }
  if (grid.kind === 'too-large') {
    return refuse('grid-too-large', `The resampled region has ${grid.pixels} pixels, allowed are ${MAX_GRID_PIXELS}`);
  }
  const newMask = resampleMask(mask, width, grid);
  const region = boundingBox(newMask, grid.x.positions.length);
  if (region === undefined) return refuse('resampled-away', 'The resampled mask has no pixel');
  const input = filterInput(image, whole, map, spacing);
  // Normalised pixels are floating-point ones.
  const newImage = resampleImage(input, map === undefined ? greatestOf(image) : undefined, grid, settings.interpolator);
  const window: Box = { x: 0, y: 0, width: newImage.width, height: newImage.height };
  return {
    kind: 'sampled-region',
    mask: newMask,
    width: newImage.width,
    height: newImage.height,
    ...region,
    window,
    input: filterInput(newImage, window, undefined, { xMm: grid.x.spacingMm, yMm: grid.y.spacingMm }),
    origin: { x: grid.x.from, y: grid.y.from },
  };
}

function greatestOf({ pixels }: GreyImage): number | undefined {
  if (pixels instanceof Uint8Array) return 255;
  return pixels instanceof Uint16Array ? 65_535 : undefined;
}
