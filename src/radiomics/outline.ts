/**
 * Outline of a mask by marching squares as PyRadiomics cshape.c draws it: vertices midway between an inside and an outside
 * neighbour; of two diagonal pixels each keeps its own outline. Lengths and areas follow from counting the kinds of
 * 2x2 cells, so they carry no accumulated rounding.
 */
import type { Spacing } from '../core/index.ts';
import type { Roi } from './roi.ts';

export interface Outline {
  /** Length of all outlines, holes included, in mm. */
  readonly perimeterMm: number;
  /** Area inside the outlines, holes subtracted, in mm². */
  readonly areaMm2: number;
  /** Largest distance between two vertices, in mm. */
  readonly diameterMm: number;
}

export function outlineOf({ box, mask }: Roi, spacing: Spacing): Outline {
  const { xMm, yMm } = spacing;
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= box.width || y >= box.height ? 0 : mask[y * box.width + x];
  let corners = 0;
  let horizontal = 0;
  let vertical = 0;
  let eighths = 0;
  for (let y = -1; y < box.height; y++) {
    for (let x = -1; x < box.width; x++) {
      const topLeft = at(x, y);
      const topRight = at(x + 1, y);
      const bottomLeft = at(x, y + 1);
      const bottomRight = at(x + 1, y + 1);
      switch (topLeft + topRight + bottomLeft + bottomRight) {
        case 1:
          corners += 1;
          eighths += 1;
          break;
        case 2:
          if (topLeft === bottomRight) {
            corners += 2;
            eighths += 2;
          } else {
            if (topLeft === topRight) horizontal++;
            else vertical++;
            eighths += 4;
          }
          break;
        case 3:
          corners += 1;
          eighths += 7;
          break;
        case 4:
          eighths += 8;
          break;
      }
    }
  }
  return {
    perimeterMm: (corners * Math.hypot(xMm, yMm)) / 2 + horizontal * xMm + vertical * yMm,
    areaMm2: (eighths * xMm * yMm) / 8,
    diameterMm: diameter(convexHull(extremeVertices(box.width, box.height, at)), spacing),
  };
}

/** Leftmost and rightmost vertex of every half row, in half pixels, sorted by row: no other can be on the convex hull. */
function extremeVertices(width: number, height: number, at: (x: number, y: number) => number): [x: number, y: number][] {
  const vertices: [number, number][] = [];
  const addRow = (y: number, isVertex: (step: number) => boolean, steps: number, offset: number): void => {
    let first = 0;
    while (first < steps && !isVertex(first)) first++;
    if (first === steps) return;
    let last = steps - 1;
    while (!isVertex(last)) last--;
    vertices.push([2 * first + offset, y]);
    if (last > first) vertices.push([2 * last + offset, y]);
  };
  for (let y = -1; y < height; y++) {
    if (y >= 0) addRow(2 * y, (step) => at(step - 1, y) !== at(step, y), width + 1, -1);
    addRow(2 * y + 1, (x) => at(x, y) !== at(x, y + 1), width, 0);
  }
  return vertices;
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
