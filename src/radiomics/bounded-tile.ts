/**
 * The box that a kernel reads, with a margin that the boundary condition fills where it leaves the window (IBSI 2).
 * Surprise: IBSI's mirror repeats the border pixel (c b a | a b c); scipy calls that `reflect`, NumPy `symmetric`.
 */
import { consecutive, type FilterInput } from './filter-input.ts';
import type { Box } from './roi.ts';

export const BOUNDARIES = ['zero', 'nearest', 'periodic', 'mirror'] as const;

export type Boundary = (typeof BOUNDARIES)[number];

/** Where a filter reads: the window itself, or the response of a filter before. */
export type TileSource = Pick<FilterInput, 'width' | 'height' | 'tile'>;

/** Row-major values. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float64Array;
}

/** `box` and `reachX` columns, `reachY` rows around it. */
export function boundedTile(input: TileSource, box: Box, reachX: number, reachY: number, boundary: Boundary): Plane {
  const columns = boundaryIndices(box.x - reachX, box.width + 2 * reachX, input.width, boundary);
  const rows = boundaryIndices(box.y - reachY, box.height + 2 * reachY, input.height, boundary);
  const width = columns.length;
  const height = rows.length;
  const pixels = input.tile(
    columns.map((x) => Math.max(0, x)),
    rows.map((y) => Math.max(0, y)),
  );
  if (boundary === 'zero') {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) if (columns[x] < 0 || rows[y] < 0) pixels[y * width + x] = 0;
    }
  }
  return { width, height, pixels };
}

/** Where each position is read; -1 for the zero outside. */
export function boundaryIndices(start: number, count: number, size: number, boundary: Boundary): Int32Array {
  return consecutive(start, count).map((index) => (index >= 0 && index < size ? index : outside(index, size, boundary)));
}

function outside(index: number, size: number, boundary: Boundary): number {
  switch (boundary) {
    case 'zero':
      return -1;
    case 'nearest':
      return index < 0 ? 0 : size - 1;
    case 'periodic':
      return modulo(index, size);
    case 'mirror': {
      const folded = modulo(index, 2 * size);
      return folded < size ? folded : 2 * size - 1 - folded;
    }
  }
}

/**
 * For filters in two steps: `compute` gives the first response in a box, the result is read as a window of the same size.
 * Only what a kernel of the given reach around `box` will read is computed.
 */
export function responseSource(
  input: TileSource,
  box: Box,
  reach: number,
  boundary: Boundary,
  compute: (box: Box) => Plane,
): TileSource {
  const [x, width] = readSpan(box.x, box.width, reach, input.width, boundary);
  const [y, height] = readSpan(box.y, box.height, reach, input.height, boundary);
  const response = compute({ x, y, width, height });
  return {
    width: input.width,
    height: input.height,
    tile(columns, rows) {
      const tile = new Float64Array(columns.length * rows.length);
      let n = 0;
      for (const row of rows) {
        const from = Math.min(Math.max(row - y, 0), height - 1) * width;
        for (const column of columns) tile[n++] = response.pixels[from + Math.min(Math.max(column - x, 0), width - 1)];
      }
      return tile;
    },
  };
}

/** Only a periodic window is read far from the box. */
function readSpan(start: number, count: number, reach: number, size: number, boundary: Boundary): readonly [number, number] {
  const first = start - reach;
  const last = start + count + reach;
  if (boundary === 'periodic' && (first < 0 || last > size)) return [0, size];
  const from = Math.max(0, first);
  return [from, Math.min(size, last) - from];
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
