/**
 * Grey level co-occurrence matrices, one a direction, or one of all directions when weighted by distance.
 * Rows and columns are the levels that occur; level values are kept beside. One pass over the region counts all directions.
 */
import type { Spacing } from '../core/index.ts';
import type { ImageRegion } from './feature-class.ts';
import { neighbourOffsets, type Offset } from './neighbour-offsets.ts';
import type { WeightingNorm } from './settings.ts';

/** Cells counted at once (32 MB): with very many grey levels the directions take turns. */
const CELLS_AT_ONCE = 4_194_304;

/** Pairs whose second pixel lies outside the region are counted into column 0, which nothing reads. */
export interface CooccurrenceMatrix {
  /** Cell of row i and column j (0-based ranks): cells[i * (size + 1) + j + 1]. */
  readonly cells: Float64Array;
  readonly size: number;
}

/** Calls `use` with each direction's matrix (one for all directions when weighted). */
export function forEachMatrix(region: ImageRegion, use: (matrix: CooccurrenceMatrix) => void): void {
  const { roi, settings, spacing } = region;
  const size = region.greyLevels().present.length;
  const offsets = neighbourOffsets(settings.distances, roi.box.width, roi.box.height);
  const cellsEach = size * (size + 1);
  const atOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / cellsEach));
  const plane = rankPlane(region, Math.max(...settings.distances));
  const merged = settings.weightingNorm === null ? undefined : new Float64Array(cellsEach);
  for (let first = 0; first < offsets.length; first += atOnce) {
    const group = offsets.slice(first, first + atOnce);
    const counts = countPairs(plane, region.greyLevels().rank, group, size);
    group.forEach((offset, g) => {
      const cells = counts.subarray(g * cellsEach, (g + 1) * cellsEach);
      if (settings.symmetricalGLCM) addTranspose(cells, size);
      if (merged === undefined) use({ cells, size });
      else addWeighted(merged, cells, weight(settings.weightingNorm!, offset, spacing));
    });
  }
  if (merged !== undefined) use({ cells: merged, size });
}

interface RankPlane {
  /** Rank of each pixel of the box, 0 outside the region, with a border that no offset can cross. */
  readonly ranks: Uint16Array;
  readonly stride: number;
  /** Where each pixel of the region lies in `ranks`. */
  readonly positions: Int32Array;
}

function rankPlane({ roi, greyLevels }: ImageRegion, border: number): RankPlane {
  const { width, height } = roi.box;
  const { rank } = greyLevels();
  const stride = width + 2 * border;
  const ranks = new Uint16Array(stride * (height + border));
  const positions = new Int32Array(roi.positions.length);
  for (let n = 0; n < positions.length; n++) {
    const y = Math.floor(roi.positions[n] / width);
    const position = y * stride + border + roi.positions[n] - y * width;
    positions[n] = position;
    ranks[position] = rank[n];
  }
  return { ranks, stride, positions };
}

function countPairs(plane: RankPlane, rank: Uint16Array, offsets: readonly Offset[], size: number): Float64Array {
  const { ranks, positions, stride } = plane;
  const columns = size + 1;
  const cellsEach = size * columns;
  const steps = Int32Array.from(offsets, ({ dx, dy }) => dy * stride + dx);
  const counts = new Float64Array(offsets.length * cellsEach);
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    let row = (rank[n] - 1) * columns;
    for (let a = 0; a < steps.length; a++) {
      counts[row + ranks[position + steps[a]]]++;
      row += cellsEach;
    }
  }
  return counts;
}

function addTranspose(cells: Float64Array, size: number): void {
  const columns = size + 1;
  for (let i = 0; i < size; i++) {
    cells[i * columns + i + 1] *= 2;
    for (let j = i + 1; j < size; j++) {
      const both = cells[i * columns + j + 1] + cells[j * columns + i + 1];
      cells[i * columns + j + 1] = both;
      cells[j * columns + i + 1] = both;
    }
  }
}

function addWeighted(merged: Float64Array, cells: Float64Array, factor: number): void {
  for (let n = 0; n < merged.length; n++) merged[n] += factor * cells[n];
}

/** exp(-W²), W the length of the offset in mm by the given norm. */
function weight(norm: WeightingNorm, { dx, dy }: Offset, { xMm, yMm }: Spacing): number {
  const x = Math.abs(dx) * xMm;
  const y = Math.abs(dy) * yMm;
  switch (norm) {
    case 'infinity':
      return Math.exp(-(Math.max(x, y) ** 2));
    case 'euclidean':
      return Math.exp(-(x * x + y * y));
    case 'manhattan':
      return Math.exp(-((x + y) ** 2));
    case 'no_weighting':
      return 1;
  }
}
