/**
 * The tissue around a lesion: pixels outside it whose centre is farther than innerMm and at most outerMm from the centre of the
 * nearest lesion pixel. Cut off at the image border, and at the part of the image with tissue where that is given.
 * Holes of the lesion are around it too.
 */
import type { Mask, Spacing } from '../core/index.ts';
import { squaredDistancesMm } from './distance-transform.ts';
import { type Box, boundingBox } from './roi.ts';

export interface RingMargins {
  readonly outerMm: number;
  /** 0 where absent: the ring begins at the outline. */
  readonly innerMm?: number;
  /** Where a ring may lie, such as the ultrasound region without its burned-in borders: a mask of the image's size, or a box. */
  readonly within?: Mask | Box;
}

/** A margin that is a whole number of pixels has them all, however it was rounded. */
const ROUNDING = 1 + 1e-9;

/**
 * `mask`: row-major, 0 and 1, width * height. The ring has no pixel where the mask has none.
 * Throws RangeError for margins or sizes that do not fit each other.
 */
export function peritumoralRing(
  mask: Mask,
  width: number,
  height: number,
  spacing: Spacing,
  { outerMm, innerMm = 0, within }: RingMargins,
): Mask {
  checkArguments(mask, width, height, outerMm, innerMm, within);
  const ring = new Uint8Array(mask.length);
  const found = boundingBox(mask, width);
  if (found === undefined) return ring;
  const near = grown(found.box, outerMm, spacing, width, height);
  const squares = squaredDistancesMm(cropped(mask, width, near), near.width, near.height, spacing);
  const outer = (outerMm * ROUNDING) ** 2;
  const inner = (innerMm * ROUNDING) ** 2;
  for (let y = 0; y < near.height; y++) {
    for (let x = 0; x < near.width; x++) {
      const square = squares[y * near.width + x];
      if (square > inner && square <= outer) ring[(near.y + y) * width + near.x + x] = 1;
    }
  }
  return within === undefined ? ring : clipped(ring, width, within);
}

/** Lesion and ring. The lesion itself is not cut off at `within`. */
export function combinedRegion(mask: Mask, width: number, height: number, spacing: Spacing, margins: RingMargins): Mask {
  return peritumoralRing(mask, width, height, spacing, margins).map((value, n) => value | mask[n]);
}

function checkArguments(mask: Mask, width: number, height: number, outerMm: number, innerMm: number, within?: Mask | Box): void {
  if (mask.length !== width * height) throw new RangeError(`mask has ${mask.length} pixels, expected ${width}x${height}`);
  if (!(outerMm > 0 && Number.isFinite(outerMm))) throw new RangeError(`outerMm must be positive, got ${outerMm}`);
  if (!(innerMm >= 0 && innerMm < outerMm)) throw new RangeError(`innerMm must be from 0 to below outerMm, got ${innerMm}`);
  if (within instanceof Uint8Array && within.length !== mask.length) {
    throw new RangeError(`within has ${within.length} pixels, the mask ${mask.length}`);
  }
}

function grown(box: Box, marginMm: number, { xMm, yMm }: Spacing, width: number, height: number): Box {
  const columns = Math.ceil((marginMm * ROUNDING) / xMm);
  const rows = Math.ceil((marginMm * ROUNDING) / yMm);
  const x = Math.max(0, box.x - columns);
  const y = Math.max(0, box.y - rows);
  return {
    x,
    y,
    width: Math.min(width, box.x + box.width + columns) - x,
    height: Math.min(height, box.y + box.height + rows) - y,
  };
}

function cropped(mask: Mask, width: number, box: Box): Mask {
  const part = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x;
    part.set(mask.subarray(from, from + box.width), y * box.width);
  }
  return part;
}

function clipped(ring: Mask, width: number, within: Mask | Box): Mask {
  if (within instanceof Uint8Array) return ring.map((value, n) => (within[n] === 0 ? 0 : value));
  return ring.map((value, n) => {
    const x = n % width;
    const y = (n - x) / width;
    const inside = x >= within.x && x < within.x + within.width && y >= within.y && y < within.y + within.height;
    return inside ? value : 0;
  });
}
