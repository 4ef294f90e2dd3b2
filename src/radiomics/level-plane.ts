/**
 * The region's grey levels in its box with a border, so that a loop over neighbours needs no test for the box's edge. Positions
 * are kept for each outline and ranks for each region, since all texture classes of all images read the same ones.
 */
import type { ImageRegion } from './feature-class.ts';
import type { Roi } from './roi.ts';

export interface LevelPlane {
  /** 0 outside the region. Not to be written to. */
  readonly cells: Uint16Array;
  /** Cells of a row: the border on both sides, and what fills the columns up to a multiple of 8. */
  readonly stride: number;
  readonly border: number;
  /** Where each pixel of the region lies in `cells`, in the order of `roi.positions`. */
  readonly positions: Int32Array;
}

const framings = new WeakMap<Roi, Map<number, Int32Array>>();
const rankPlanes = new WeakMap<ImageRegion, LevelPlane>();
const levelPlanes = new WeakMap<ImageRegion, LevelPlane>();

/** Ranks (1-based). The border holds the farthest of `distances`. */
export function rankPlane(region: ImageRegion): LevelPlane {
  let plane = rankPlanes.get(region);
  if (plane === undefined) {
    plane = emptyPlane(region);
    const { cells, positions } = plane;
    const { rank } = region.greyLevels;
    for (let n = 0; n < positions.length; n++) cells[positions[n]] = rank[n];
    rankPlanes.set(region, plane);
  }
  return plane;
}

/** Grey levels themselves: the ranks where every level occurs. */
export function levelPlane(region: ImageRegion): LevelPlane {
  const { present, highest, rank } = region.greyLevels;
  if (present.length === highest) return rankPlane(region);
  let plane = levelPlanes.get(region);
  if (plane === undefined) {
    plane = emptyPlane(region);
    const { cells, positions } = plane;
    for (let n = 0; n < positions.length; n++) cells[positions[n]] = present[rank[n] - 1];
    levelPlanes.set(region, plane);
  }
  return plane;
}

function emptyPlane({ roi, settings }: ImageRegion): LevelPlane {
  const border = Math.max(...settings.distances);
  const stride = strideOf(roi, border);
  const cells = new Uint16Array(stride * (roi.box.height + 2 * border));
  return { cells, stride, border, positions: framed(roi, border) };
}

function strideOf({ box }: Roi, border: number): number {
  return ((box.width + 7) & ~7) + 2 * border;
}

function framed(roi: Roi, border: number): Int32Array {
  const known = framings.get(roi) ?? new Map<number, Int32Array>();
  framings.set(roi, known);
  const found = known.get(border) ?? framedPositions(roi, border);
  known.set(border, found);
  return found;
}

function framedPositions(roi: Roi, border: number): Int32Array {
  const { box, positions } = roi;
  const stride = strideOf(roi, border);
  const framed = new Int32Array(positions.length);
  let y = 0;
  for (let n = 0; n < positions.length; n++) {
    while (positions[n] >= (y + 1) * box.width) y++;
    framed[n] = (y + border) * stride + border + positions[n] - y * box.width;
  }
  return framed;
}
