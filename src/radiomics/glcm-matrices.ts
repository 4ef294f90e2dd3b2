/**
 * Grey level co-occurrence matrices, one a direction, or one of all directions when weighted by distance.
 * Rows and columns are ranks of the levels that occur. One pass over the region counts all directions; what leaves here is
 * sparse, since with hundreds of levels most cells are empty.
 */
import type { Spacing } from '../core/index.ts';
import type { ImageRegion } from './feature-class.ts';
import { type LevelPlane, rankPlane } from './level-plane.ts';
import { neighbourOffsets, type Offset } from './neighbour-offsets.ts';
import type { WeightingNorm } from './settings.ts';

/** Cells counted at once (16 MB): with very many grey levels the directions take turns. */
const CELLS_AT_ONCE = 4_194_304;

/** Occupied cells row by row: those of row i (0-based rank) from starts[i] to starts[i + 1]. */
export interface CooccurrenceMatrix {
  readonly size: number;
  readonly starts: Int32Array;
  readonly columns: Uint16Array;
  readonly counts: Float64Array;
}

/** Calls `use` with each direction's matrix (one for all directions when weighted). The matrix is reused for the next call. */
export function forEachMatrix(region: ImageRegion, use: (matrix: CooccurrenceMatrix) => void): void {
  const { roi, settings, spacing } = region;
  const { present, rank } = region.greyLevels;
  const size = present.length;
  const offsets = neighbourOffsets(settings.distances, roi.box.width, roi.box.height);
  const cellsEach = size * (size + 1);
  const atOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / cellsEach));
  const plane = rankPlane(region);
  const weighted = settings.weightingNorm === null ? undefined : new Float64Array(cellsEach);
  const occupied = Math.min(size * size, 2 * rank.length * (weighted === undefined ? 1 : offsets.length));
  const matrix = emptyMatrix(size, occupied);
  for (let first = 0; first < offsets.length; first += atOnce) {
    const group = offsets.slice(first, first + atOnce);
    const counts = countPairs(plane, rank, group, size);
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
function countPairs(plane: LevelPlane, rank: Uint16Array, offsets: readonly Offset[], size: number): Uint32Array {
  const cellsEach = size * (size + 1);
  const steps = Int32Array.from(offsets, ({ dx, dy }) => dy * plane.stride + dx);
  const counts = new Uint32Array(offsets.length * cellsEach);
  let a = 0;
  for (; a + 4 <= steps.length; a += 4) countFour(plane, rank, steps.subarray(a), size, counts.subarray(a * cellsEach));
  for (; a < steps.length; a++) countOne(plane, rank, steps[a], size, counts.subarray(a * cellsEach));
  return counts;
}

/** The four directions of distance 1 in one pass without an inner loop: a seventh of its time. */
function countFour(plane: LevelPlane, rank: Uint16Array, steps: Int32Array, size: number, counts: Uint32Array): void {
  const { cells, positions } = plane;
  const [step0, step1, step2, step3] = steps;
  const columns = size + 1;
  const second = size * columns;
  const third = 2 * second;
  const fourth = 3 * second;
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    const row = (rank[n] - 1) * columns;
    counts[row + cells[position + step0]]++;
    counts[row + second + cells[position + step1]]++;
    counts[row + third + cells[position + step2]]++;
    counts[row + fourth + cells[position + step3]]++;
  }
}

function countOne({ cells, positions }: LevelPlane, rank: Uint16Array, step: number, size: number, counts: Uint32Array): void {
  for (let n = 0; n < positions.length; n++) counts[(rank[n] - 1) * (size + 1) + cells[positions[n] + step]]++;
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
