/**
 * The region's grey levels in its box with a border, so that a loop over neighbours needs no test for the box's edge. Planes are
 * kept for each region, since all texture classes read the same ones.
 */
import type { ImageRegion } from './feature-class.ts';
import { copyRun } from './mask-runs.ts';
import type { Roi } from './roi.ts';
import { runsOf } from './roi-runs.ts';

export interface LevelPlane {
  /** 0 outside the region. Not to be written to. */
  readonly cells: Uint16Array;
  /** Cells of a row: the border on both sides, and what fills the columns up to a multiple of 8. */
  readonly stride: number;
  readonly border: number;
}

const rankPlanes = new WeakMap<ImageRegion, LevelPlane>();
const levelPlanes = new WeakMap<ImageRegion, LevelPlane>();

/** Ranks (1-based). The border holds the farthest of `distances`. */
export function rankPlane(region: ImageRegion): LevelPlane {
  let plane = rankPlanes.get(region);
  if (plane === undefined) {
    plane = planeOf(region);
    rankPlanes.set(region, plane);
  }
  return plane;
}

/** Grey levels themselves: the ranks where every level occurs. */
export function levelPlane(region: ImageRegion): LevelPlane {
  const { present, highest } = region.greyLevels;
  if (present.length === highest) return rankPlane(region);
  let plane = levelPlanes.get(region);
  if (plane === undefined) {
    const levels = Uint16Array.of(0, ...present);
    const { cells, ...frame } = rankPlane(region);
    const translated = new Uint16Array(cells.length);
    for (let n = 0; n < cells.length; n++) translated[n] = levels[cells[n]];
    plane = { ...frame, cells: translated };
    levelPlanes.set(region, plane);
  }
  return plane;
}

function planeOf({ roi, settings, greyLevels }: ImageRegion): LevelPlane {
  const { width, height } = roi.box;
  const border = Math.max(...settings.distances);
  const stride = ((width + 7) & ~7) + 2 * border;
  const cells = new Uint16Array(stride * (height + 2 * border));
  const runs = runsOf(roi);
  let n = 0;
  for (let r = 0; r < runs.length; r += 2) {
    const x = runs[r] % width;
    const y = (runs[r] - x) / width;
    copyRun(greyLevels.rank, n, runs[r + 1], cells, (y + border) * stride + border + x);
    n += runs[r + 1];
  }
  return { cells, stride, border };
}

/** Where each pixel of the region lies in the cells of its planes, in the order of `roi.positions`. */
export function planePositions({ box, positions }: Roi, { stride, border }: LevelPlane): Int32Array {
  return positions.map((position) => {
    const x = position % box.width;
    return ((position - x) / box.width + border) * stride + border + x;
  });
}
