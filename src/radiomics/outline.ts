/**
 * Outline of a mask by marching squares as PyRadiomics cshape.c draws it: vertices midway between an inside and an outside
 * neighbour; of two diagonal pixels each keeps its own outline. Lengths and areas follow from counting the kinds of
 * 2x2 cells, so they carry no accumulated rounding.
 */
import type { Spacing } from '../core/index.ts';
import { compiledCells, type OutlineCells } from './compiled-mask.ts';
import type { Roi } from './roi.ts';
import { runsOf } from './roi-runs.ts';

export interface Outline {
  /** Length of all outlines, holes included, in mm. */
  readonly perimeterMm: number;
  /** Area inside the outlines, holes subtracted, in mm². */
  readonly areaMm2: number;
  /** Largest distance between two vertices, in mm. */
  readonly diameterMm: number;
}

export function outlineOf(roi: Roi, spacing: Spacing): Outline {
  const { xMm, yMm } = spacing;
  const { corners, horizontal, vertical, eighths } = compiledCells(roi.mask, roi.box.width, roi.box.height) ?? countCells(roi);
  return {
    perimeterMm: (corners * Math.hypot(xMm, yMm)) / 2 + horizontal * xMm + vertical * yMm,
    areaMm2: (eighths * xMm * yMm) / 8,
    diameterMm: diameter(convexHull(extremeVertices(roi)), spacing),
  };
}

/** Twin of the compiled one. */
export function countCells({ box: { width, height }, mask }: Roi): OutlineCells {
  const cells = { corners: 0, horizontal: 0, vertical: 0, eighths: 0 };
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= width || y >= height ? 0 : mask[y * width + x]);
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const topLeft = at(x - 1, y - 1);
      const topRight = at(x, y - 1);
      const bottomRight = at(x, y);
      const inside = topLeft + topRight + at(x - 1, y) + bottomRight;
      const isDiagonal = inside === 2 && topLeft === bottomRight;
      if (inside % 2 === 1) cells.corners++;
      else if (isDiagonal) cells.corners += 2;
      else if (inside === 2 && topLeft === topRight) cells.horizontal++;
      else if (inside === 2) cells.vertical++;
      cells.eighths += isDiagonal ? 2 : [0, 1, 4, 7, 8][inside];
    }
  }
  return cells;
}

/**
 * Leftmost and rightmost vertex of every half row, in half pixels, sorted by row: no other can be on the convex hull. Between two
 * rows that begin (or end) alike there is none either: it would lie beside the line through their own.
 */
function extremeVertices(roi: Roi): [x: number, y: number][] {
  const { height } = roi.box;
  const { first, last } = rowEnds(roi);
  const vertices: [number, number][] = [];
  const add = (left: number, right: number, y: number): void => {
    if (left <= right) vertices.push([left, y]);
    if (right > left) vertices.push([right, y]);
  };
  for (let y = 0; y < height; y++) {
    const [before, after] = [y === 0 ? NONE : first[y - 1], first[y]];
    const [endBefore, endAfter] = [y === 0 ? -1 : last[y - 1], last[y]];
    addBetween(add, before, after, endBefore, endAfter, 2 * y);
    if (last[y] >= 0) add(2 * first[y], 2 * last[y] + 2, 2 * y + 1);
  }
  addBetween(add, first[height - 1], NONE, last[height - 1], -1, 2 * height);
  return vertices;
}

/** Beyond every column: where a row without pixels begins. */
const NONE = 2 ** 30;

/** Vertices at the pixels that only one of two rows has, as far out as there are any. */
function addBetween(
  add: (left: number, right: number, y: number) => void,
  first: number,
  otherFirst: number,
  last: number,
  otherLast: number,
  y: number,
): void {
  const left = first === otherFirst ? undefined : 2 * Math.min(first, otherFirst) + 1;
  const right = last === otherLast ? undefined : 2 * Math.max(last, otherLast) + 1;
  if (left !== undefined && right !== undefined) add(left, right, y);
  else if (left !== undefined) add(left, left, y);
  else if (right !== undefined) add(right, right, y);
}

/** First and last column of each row; NONE and -1 where it has no pixel. */
function rowEnds(roi: Roi): { readonly first: Int32Array; readonly last: Int32Array } {
  const { width, height } = roi.box;
  const first = new Int32Array(height).fill(NONE);
  const last = new Int32Array(height).fill(-1);
  const runs = runsOf(roi);
  for (let r = 0; r < runs.length; r += 2) {
    const x = runs[r] % width;
    const y = (runs[r] - x) / width;
    if (first[y] === NONE) first[y] = x;
    last[y] = x + runs[r + 1] - 1;
  }
  return { first, last };
}

/** Andrew's monotone chain in exact integers, over points sorted by row, then column. */
function convexHull(points: readonly [number, number][]): [number, number][] {
  const chain = (ordered: readonly [number, number][]): [number, number][] => {
    const hull: [number, number][] = [];
    for (const point of ordered) {
      while (hull.length >= 2 && turn(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull;
  };
  return [...chain(points), ...chain([...points].reverse())];
}

function turn(a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function diameter(hull: readonly [number, number][], { xMm, yMm }: Spacing): number {
  let largest = 0;
  for (let a = 0; a < hull.length; a++) {
    for (let b = a + 1; b < hull.length; b++) {
      const dx = ((hull[a][0] - hull[b][0]) * xMm) / 2;
      const dy = ((hull[a][1] - hull[b][1]) * yMm) / 2;
      largest = Math.max(largest, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(largest);
}
