/**
 * An outline as another hand might have drawn it: moved by parts of a pixel, grown or shrunk, and with a wavy contour (mask
 * perturbations after Zwanenburg et al. 2019, Scientific Reports 9, 614). The pixels that are lowest in signed distance to the
 * moved outline plus a smooth random height are taken until the wanted area is reached: it is exact, never empty and in the image.
 */
import type { Mask } from '../core/index.ts';
import { squaredDistancesMm } from './distance-transform.ts';
import { type Box, boundingBox, cropRoi, growBox, uncropMask } from './roi.ts';

/** One plane wave of the height that displaces the contour. */
export interface OutlineWave {
  /** Along each axis, on the length of one equivalent diameter. */
  readonly cyclesX: number;
  readonly cyclesY: number;
  readonly phase: number;
}

export interface OutlinePerturbation {
  readonly shiftXPixels: number;
  readonly shiftYPixels: number;
  /** -0.1: a tenth of the pixels fewer. */
  readonly areaFraction: number;
  /** Root mean square displacement of the contour, as a share of the equivalent diameter. */
  readonly displacement: number;
  readonly waves: readonly OutlineWave[];
}

/** The same change to a lesser degree. */
export function weakened(perturbation: OutlinePerturbation, share: number): OutlinePerturbation {
  return {
    shiftXPixels: share * perturbation.shiftXPixels,
    shiftYPixels: share * perturbation.shiftYPixels,
    areaFraction: share * perturbation.areaFraction,
    displacement: share * perturbation.displacement,
    waves: perturbation.waves,
  };
}

/** `mask`: row-major, 0 and 1. A mask without a pixel, or of the whole image, has no outline and comes back as it is. */
export function perturbedOutline(mask: Mask, width: number, height: number, perturbation: OutlinePerturbation): Mask {
  const found = boundingBox(mask, width);
  if (found === undefined || found.pixels === mask.length) return mask;
  const diameter = 2 * Math.sqrt(found.pixels / Math.PI);
  const box = growBox(found.box, marginOf(perturbation, diameter), width, height);
  const near = cropRoi(mask, width, box);
  const distance = signedDistances(near.mask, box);
  const heights = heightsOf(distance, box, perturbation, diameter);
  const wanted = Math.round(found.pixels * (1 + perturbation.areaFraction));
  const taken = lowest(heights, Math.max(2, Math.min(wanted, heights.length - 1)));
  return uncropMask({ ...near, mask: taken }, width, height);
}

/** A contour of length l encloses at most l²/4π, so a growth by a share of the area moves it by at most a quarter of it in diameters. */
function marginOf(
  { shiftXPixels, shiftYPixels, areaFraction, displacement, waves }: OutlinePerturbation,
  diameter: number,
): number {
  const highest = displacement * Math.sqrt(2 * waves.length);
  const moved = Math.max(Math.abs(shiftXPixels), Math.abs(shiftYPixels));
  return Math.ceil(2 + moved + diameter * (Math.abs(areaFraction) / 4 + 2 * highest));
}

/** In pixels, negative inside; 0 is half-way between the centres of neighbours on both sides. */
function signedDistances(mask: Mask, { width, height }: Box): Float64Array {
  const unit = { xMm: 1, yMm: 1 };
  const outside = squaredDistancesMm(mask, width, height, unit);
  const inside = squaredDistancesMm(
    mask.map((value) => 1 - value),
    width,
    height,
    unit,
  );
  return outside.map((square, n) => (square > 0 ? Math.sqrt(square) - 0.5 : 0.5 - Math.sqrt(inside[n])));
}

function heightsOf(
  distance: Float64Array,
  { width, height }: Box,
  { shiftXPixels, shiftYPixels, displacement, waves }: OutlinePerturbation,
  diameter: number,
): Float64Array {
  const heights = new Float64Array(distance.length);
  const amplitude = displacement * diameter * Math.sqrt(2 / Math.max(1, waves.length));
  const turn = (2 * Math.PI) / diameter;
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      let wave = 0;
      for (const { cyclesX, cyclesY, phase } of waves) wave += Math.cos(turn * (cyclesX * x + cyclesY * y) + phase);
      heights[n] = between(distance, width, height, x - shiftXPixels, y - shiftYPixels) + amplitude * wave;
    }
  }
  return heights;
}

/** Bilinear; beyond the border the last value goes on. */
function between(values: Float64Array, width: number, height: number, x: number, y: number): number {
  const ownX = Math.min(width - 1, Math.max(0, x));
  const ownY = Math.min(height - 1, Math.max(0, y));
  const [left, top] = [Math.floor(ownX), Math.floor(ownY)];
  const [dx, dy] = [ownX - left, ownY - top];
  const right = dx > 0 ? 1 : 0;
  const above = top * width + left;
  const below = dy > 0 ? above + width : above;
  const first = values[above] + (values[above + right] - values[above]) * dx;
  return first + (values[below] + (values[below + right] - values[below]) * dx - first) * dy;
}

/** 1 for the `count` lowest; of equal ones the first. */
function lowest(heights: Float64Array, count: number): Uint8Array {
  const limit = heights.toSorted()[count - 1];
  const taken = heights.reduce((sum, value, n) => {
    sum[n] = value < limit ? 1 : 0;
    return sum;
  }, new Uint8Array(heights.length));
  let left = count - taken.reduce((sum, value) => sum + value, 0);
  for (let n = 0; left > 0; n++) {
    if (heights[n] !== limit) continue;
    taken[n] = 1;
    left--;
  }
  return taken;
}
