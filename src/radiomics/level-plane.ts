/**
 * The region's grey levels in its box with a border, so that a loop over neighbours needs no test for the box's edge. Positions
 * are kept for each outline and ranks for each region, since all texture classes of all images read the same ones.
 */
import type { ImageRegion } from './feature-class.ts';
import type { Roi } from './roi.ts';

export interface LevelPlane {
  /** 0 outside the region. Not to be written to. */
  readonly cells: Int32Array;
  readonly stride: number;
  /** Where each pixel of the region lies in `cells`, in the order of `roi.positions`. */
  readonly positions: Int32Array;
}

const framings = new WeakMap<Roi, Map<number, Int32Array>>();
const rankPlanes = new WeakMap<ImageRegion, LevelPlane>();

/** Ranks (1-based). The border holds the farthest of `distances`. */
export function rankPlane(region: ImageRegion): LevelPlane {
  let plane = rankPlanes.get(region);
  if (plane === undefined) {
    plane = planeOf(
      region,
      Int32Array.from({ length: region.greyLevels.present.length }, (_, n) => n + 1),
    );
    rankPlanes.set(region, plane);
  }
  return plane;
}

/** `standIns`: what stands for each level that occurs. */
export function planeOf({ roi, greyLevels, settings }: ImageRegion, standIns: Int32Array): LevelPlane {
  const border = Math.max(...settings.distances);
  const stride = roi.box.width + 2 * border;
  const cells = new Int32Array(stride * (roi.box.height + 2 * border));
  const positions = framed(roi, border);
  const { rank } = greyLevels;
  for (let n = 0; n < positions.length; n++) cells[positions[n]] = standIns[rank[n] - 1];
  return { cells, stride, positions };
}

function framed(roi: Roi, border: number): Int32Array {
  const known = framings.get(roi) ?? new Map<number, Int32Array>();
  framings.set(roi, known);
  const found = known.get(border) ?? framedPositions(roi, border);
  known.set(border, found);
  return found;
}

function framedPositions({ box, positions }: Roi, border: number): Int32Array {
  const stride = box.width + 2 * border;
  const framed = new Int32Array(positions.length);
  let y = 0;
  for (let n = 0; n < positions.length; n++) {
    while (positions[n] >= (y + 1) * box.width) y++;
    framed[n] = (y + border) * stride + border + positions[n] - y * box.width;
  }
  return framed;
}
