/**
 * The region of interest inside its bounding box. Features only ever see this box: a neighbour outside it,
 * or outside the mask, does not exist (PyRadiomics crops before every feature class).
 */
import type { Mask } from '../core/index.ts';
import { compiledBounds, type MaskBounds } from './compiled-mask.ts';
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

export function maskBounds(mask: Mask, width: number): MaskBounds {
  return compiledBounds(mask, width) ?? boundsOf(mask, width);
}

/** Smallest box that holds every 1 of the mask, with their number; undefined for an empty mask. */
export function boundingBox(mask: Mask, width: number): { readonly box: Box; readonly pixels: number } | undefined {
  return boxOf(maskBounds(mask, width));
}

export function boxOf({ left, right, top, bottom, pixels }: MaskBounds): ReturnType<typeof boundingBox> {
  if (pixels === 0) return undefined;
  return { box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, pixels };
}

/** Twin of the compiled one. */
export function boundsOf(mask: Mask, width: number): MaskBounds {
  const bounds = { left: width, right: -1, top: mask.length / width, bottom: -1, pixels: 0, bits: 0 };
  for (let n = 0; n < mask.length; n++) {
    bounds.bits |= mask[n];
    if (mask[n] === 0) continue;
    const x = n % width;
    const y = (n - x) / width;
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = y;
    bounds.pixels++;
  }
  return bounds;
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
