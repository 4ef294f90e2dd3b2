/** The smallest box around the inside of a mask, in pixels. */
import type { Mask } from '../core/index.ts';

export interface PixelBox {
  readonly minX: number;
  readonly minY: number;
  /** Last column and row inside, not one beyond. */
  readonly maxX: number;
  readonly maxY: number;
}

/** Undefined for an empty mask. */
export function maskBox(mask: Mask, width: number): PixelBox | undefined {
  const first = mask.indexOf(1);
  if (first < 0) return undefined;
  let minX = width;
  let maxX = 0;
  const last = mask.lastIndexOf(1);
  for (let at = first; at <= last; at++) {
    if (mask[at] === 0) continue;
    const x = at % width;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
  }
  return { minX, minY: Math.floor(first / width), maxX, maxY: Math.floor(last / width) };
}
