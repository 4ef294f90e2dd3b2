/**
 * The region of interest inside its bounding box. Features only ever see this box: a neighbour outside it,
 * or outside the mask, does not exist (PyRadiomics crops before every feature class).
 */
import type { Mask } from '../core/index.ts';

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
  let left = width;
  let right = -1;
  let pixels = 0;
  for (let y = top; y <= bottom; y++) {
    const row = y * width;
    const rowLeft = mask.indexOf(1, row) - row;
    if (rowLeft >= width) continue;
    const rowRight = mask.lastIndexOf(1, row + width - 1) - row;
    if (rowLeft < left) left = rowLeft;
    if (rowRight > right) right = rowRight;
    for (let x = rowLeft; x <= rowRight; x++) pixels += mask[row + x];
  }
  return { box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, pixels };
}

/** The part of an image-sized mask inside `box`. */
export function cropRoi(mask: Mask, imageWidth: number, box: Box): Roi {
  const cropped = new Uint8Array(box.width * box.height);
  const positions = new Int32Array(cropped.length);
  let pixels = 0;
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * imageWidth + box.x;
    const to = y * box.width;
    for (let x = 0; x < box.width; x++) {
      if (mask[from + x] === 0) continue;
      cropped[to + x] = 1;
      positions[pixels++] = to + x;
    }
  }
  return { box, mask: cropped, positions: positions.slice(0, pixels) };
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
