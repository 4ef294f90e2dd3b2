/** Runs of a region's pixels in its box, found once. */
import { maskRuns } from './mask-runs.ts';
import type { Roi } from './roi.ts';

const known = new WeakMap<Roi, Int32Array>();

/** Pairs of first position and length, in raster order. */
export function runsOf(roi: Roi): Int32Array {
  const found = known.get(roi) ?? maskRuns(roi.mask, roi.box.width, 0, roi.mask.length);
  known.set(roi, found);
  return found;
}
