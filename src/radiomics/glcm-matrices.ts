/**
 * Grey level co-occurrence matrices, one a direction, or one of all directions when weighted by distance.
 * Rows and columns are ranks of the levels that occur.
 */
import type { Spacing } from '../core/index.ts';
import { forEachCompiledMatrix } from './compiled-cooccurrence.ts';
import type { CooccurrenceMatrix } from './cooccurrence-matrix.ts';
import type { ImageRegion } from './feature-class.ts';
import { type LevelPlane, planePositions, rankPlane } from './level-plane.ts';
import { neighbourOffsets, type Offset } from './neighbour-offsets.ts';
import type { WeightingNorm } from './settings.ts';

/** Cells counted at once (16 MB): with very many grey levels the directions take turns. */
const CELLS_AT_ONCE = 4_194_304;

/** Calls `use` with each direction's matrix (one for all directions when weighted). The matrix is reused for the next call. */
export function forEachMatrix(region: ImageRegion, use: (matrix: CooccurrenceMatrix) => void): void {
  const { roi, settings, greyLevels } = region;
  const size = greyLevels.present.length;
  const offsets = neighbourOffsets(settings.distances, roi.box.width, roi.box.height);
  const isSmall = offsets.length * size * (size + 1) <= CELLS_AT_ONCE;
  if (settings.weightingNorm === null && isSmall && forEachCompiledMatrix(region, offsets, use)) return;
  forEachCountedMatrix(region, offsets, use);
}

/** Twin of the compiled one. */
export function forEachCountedMatrix(
  region: ImageRegion,
  offsets: readonly Offset[],
  use: (matrix: CooccurrenceMatrix) => void,
): void {
  const { settings, spacing } = region;
  const { present, rank } = region.greyLevels;
  const size = present.length;
  const cellsEach = size * (size + 1);
  const atOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / cellsEach));
  const plane = rankPlane(region);
  const weighted = settings.weightingNorm === null ? undefined : new Float64Array(cellsEach);
  const occupied = Math.min(size * size, 2 * rank.length * (weighted === undefined ? 1 : offsets.length));
  const matrix = emptyMatrix(size, occupied);
  for (let first = 0; first < offsets.length; first += atOnce) {
    const group = offsets.slice(first, first + atOnce);
    const counts = countPairs(region, plane, group);
    group.forEach((offset, g) => {
      const cells = counts.subarray(g * cellsEach, (g + 1) * cellsEach);
      if (weighted !== undefined) {
        addWeighted(weighted, cells, weight(settings.weightingNorm!, offset, spacing));
        return;
      }
      collectOccupied(cells, settings.symmetricalGLCM, matrix);
      use(matrix);
    });
  }
  if (weighted !== undefined) {
    collectOccupied(weighted, settings.symmetricalGLCM, matrix);
    use(matrix);
  }
}

/**
 * Per offset `size` rows of `size + 1` cells: pairs whose second pixel lies outside the region go to column 0, which nothing
 * reads, so that the loop needs no test.
 */
function countPairs(
  { roi, greyLevels: { rank, present } }: ImageRegion,
  plane: LevelPlane,
  offsets: readonly Offset[],
): Uint32Array {
  const size = present.length;
  const cellsEach = size * (size + 1);
  const steps = Int32Array.from(offsets, ({ dx, dy }) => dy * plane.stride + dx);
  const positions = planePositions(roi, plane);
  const counts = new Uint32Array(offsets.length * cellsEach);
  steps.forEach((step, a) => {
    const first = a * cellsEach;
    for (let n = 0; n < positions.length; n++) {
      counts[first + (rank[n] - 1) * (size + 1) + plane.cells[positions[n] + step]]++;
    }
  });
  return counts;
}

function emptyMatrix(size: number, occupied: number): CooccurrenceMatrix {
  return { size, starts: new Int32Array(size + 1), columns: new Uint16Array(occupied), counts: new Float64Array(occupied) };
}

/** Fills `matrix` with the occupied cells, of P + Pᵀ where symmetrical. */
function collectOccupied(cells: Uint32Array | Float64Array, symmetrical: boolean, matrix: CooccurrenceMatrix): void {
  const { size, starts, columns, counts } = matrix;
  const stride = size + 1;
  let occupied = 0;
  for (let i = 0; i < size; i++) {
    const row = i * stride + 1;
    for (let j = 0; j < size; j++) {
      const count = symmetrical ? cells[row + j] + cells[j * stride + i + 1] : cells[row + j];
      if (count === 0) continue;
      columns[occupied] = j;
      counts[occupied++] = count;
    }
    starts[i + 1] = occupied;
  }
}

function addWeighted(weighted: Float64Array, cells: Uint32Array, factor: number): void {
  for (let n = 0; n < weighted.length; n++) weighted[n] += factor * cells[n];
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
