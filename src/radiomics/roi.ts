/**
 * The region of interest inside its bounding box. Features only ever see this box: a neighbour outside it,
 * or outside the mask, does not exist (PyRadiomics crops before every feature class).
 */
import type { Mask } from '../core/index.ts';
import { maskRuns } from './mask-runs.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Roi {
  /** Where the region's bounding box lies in the image. */
  readonly box: Box;
  /** Row-major, box.width * box.height, 1 inside. */
  readonly mask: Uint8Array;
  /** Indices into `mask` of the pixels inside, in raster order. */
  readonly positions: Int32Array;
}

/** Smallest box that holds every 1 of the mask, with their number; undefined for an empty mask. */
export function boundingBox(mask: Mask, width: number): { readonly box: Box; readonly pixels: number } | undefined {
  const first = mask.indexOf(1);
  if (first < 0) return undefined;
  const top = Math.floor(first / width);
  const bottom = Math.floor(mask.lastIndexOf(1) / width);
  const runs = maskRuns(mask, width, top * width, (bottom - top + 1) * width);
  let left = width;
  let right = -1;
  let pixels = 0;
  for (let r = 0; r < runs.length; r += 2) {
    const x = runs[r] % width;
    const length = runs[r + 1];
    if (x < left) left = x;
    if (x + length - 1 > right) right = x + length - 1;
    pixels += length;
  }
  return { box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, pixels };
}

/** The part of an image-sized mask inside `box`. */
export function cropRoi(mask: Mask, imageWidth: number, box: Box): Roi {
  const { width, height } = box;
  const cropped = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (box.y + y) * imageWidth + box.x;
    cropped.set(mask.subarray(from, from + width), y * width);
  }
  return { box, mask: cropped, positions: positionsOf(maskRuns(cropped, width, 0, cropped.length)) };
}

function positionsOf(runs: Int32Array): Int32Array {
  let pixels = 0;
  for (let r = 1; r < runs.length; r += 2) pixels += runs[r];
  const positions = new Int32Array(pixels);
  let n = 0;
  for (let r = 0; r < runs.length; r += 2) {
    const end = runs[r] + runs[r + 1];
    for (let position = runs[r]; position < end; position++) positions[n++] = position;
  }
  return positions;
}

/** A box-sized mask put back into an image of zeros. */
export function uncropMask(roi: Roi, imageWidth: number, imageHeight: number): Mask {
  const mask = new Uint8Array(imageWidth * imageHeight);
  for (let y = 0; y < roi.box.height; y++) {
    const row = roi.mask.subarray(y * roi.box.width, (y + 1) * roi.box.width);
    mask.set(row, (roi.box.y + y) * imageWidth + roi.box.x);
  }
  return mask;
}

/** `box` grown by `margin` pixels on each side, cut off at the image border. */
export function growBox(box: Box, margin: number, imageWidth: number, imageHeight: number): Box {
  const x = Math.max(0, box.x - margin);
  const y = Math.max(0, box.y - margin);
  const right = Math.min(imageWidth, box.x + box.width + margin);
  const bottom = Math.min(imageHeight, box.y + box.height + margin);
  return { x, y, width: right - x, height: bottom - y };
}
