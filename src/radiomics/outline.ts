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

export function outlineOf(roi: Roi, spacing: Spacing): Outline {
  const { xMm, yMm } = spacing;
  const { width, height } = roi.box;
  const stride = width + 2;
  const mask = bordered(roi);
  let corners = 0;
  let horizontal = 0;
  let vertical = 0;
  let eighths = 0;
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const topLeft = mask[y * stride + x];
      const topRight = mask[y * stride + x + 1];
      const bottomLeft = mask[(y + 1) * stride + x];
      const bottomRight = mask[(y + 1) * stride + x + 1];
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
    diameterMm: diameter(convexHull(extremeVertices(mask, width, height)), spacing),
  };
}

/** The mask with one row and column of zeros on each side. */
function bordered({ box, mask }: Roi): Uint8Array {
  const stride = box.width + 2;
  const result = new Uint8Array(stride * (box.height + 2));
  for (let y = 0; y < box.height; y++) {
    result.set(mask.subarray(y * box.width, (y + 1) * box.width), (y + 1) * stride + 1);
  }
  return result;
}

/** Leftmost and rightmost vertex of every half row, in half pixels, sorted by row: no other can be on the convex hull. */
function extremeVertices(mask: Uint8Array, width: number, height: number): [x: number, y: number][] {
  const stride = width + 2;
  const vertices: [number, number][] = [];
  const addRow = (y: number, isVertex: (x: number) => boolean, offset: number): void => {
    let first = 0;
    while (first <= width && !isVertex(first)) first++;
    if (first > width) return;
    let last = width;
    while (!isVertex(last)) last--;
    vertices.push([2 * first + offset, y]);
    if (last > first) vertices.push([2 * last + offset, y]);
  };
  for (let y = 0; y <= height; y++) {
    addRow(2 * y, (x) => mask[y * stride + x] !== mask[y * stride + x + 1], 1);
    addRow(2 * y + 1, (x) => mask[y * stride + x] !== mask[(y + 1) * stride + x], 0);
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
