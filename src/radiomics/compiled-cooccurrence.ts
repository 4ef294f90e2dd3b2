/** Co-occurrence matrices with their sums, and the maximal correlation, by the compiled kernels. */

import type { CompiledMatrix, CooccurrenceMatrix } from './cooccurrence-matrix.ts';
import type { ImageRegion } from './feature-class.ts';
import { arrangeFor, type Kernels } from './kernels.ts';
import { rankPlane } from './level-plane.ts';
import type { Offset } from './neighbour-offsets.ts';

/** Directions of the iteration that are kept at most; the twin, which takes over, keeps as many as there are levels. */
const CAPACITY = 96;

/** Numbers of pairs whose cells are counted apart. */
export const TALLIED = 64;

/**
 * Calls `use` with the matrix of each offset; false where the kernels cannot be had. What `use` gets is valid only inside it,
 * and only as long as it calls no kernel but those of the matrix.
 */
export function forEachCompiledMatrix(
  region: ImageRegion,
  offsets: readonly Offset[],
  use: (matrix: CooccurrenceMatrix) => void,
): boolean {
  const { roi, greyLevels, settings } = region;
  const { present, highest } = greyLevels;
  const size = present.length;
  const { cells: ranks, stride, border } = rankPlane(region);
  const steps = Int32Array.from(offsets, ({ dx, dy }) => 2 * (dy * stride + dx));
  const cellsEach = 4 * size * (size + 1);
  const occupied = Math.min(size * size, 2 * greyLevels.rank.length) + 1;
  const row = 8 * (size + 2);
  const capacity = Math.min(size, CAPACITY);
  const arranged = arrangeFor(
    ranks,
    steps.byteLength,
    present.byteLength,
    4 * (size + 1),
    2 * occupied,
    8 * occupied,
    row,
    row,
    row,
    8 * (2 * highest + 1),
    8 * highest,
    24,
    8 * TALLIED,
    row,
    row,
    8 * occupied,
    (capacity + 1) * row,
    16 * capacity,
    16,
    cellsEach * steps.length,
  );
  if (arranged === undefined) return false;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [plane, stepsAt, levels, starts, columns, counts, px, py, rowMoment, sum, difference, scalars] = at;
  const [tally, rowA, rowB, scaled, basis, tridiagonal, ritz, cells] = at.slice(12);
  new Int32Array(buffer, stepsAt).set(steps);
  new Int32Array(buffer, levels).set(present);
  const { width, height } = roi.box;
  kernels.countPairs(plane, stride, border, width, height, stepsAt, steps.length, size, cells);
  const numbers = (from: number, length: number): Float64Array => new Float64Array(buffer, from, length);
  const [total, squares, maximum] = [0, 1, 2];
  const collected = numbers(scalars, 3);
  const compiled = (): CompiledMatrix => ({
    marginals: {
      px: numbers(px, size),
      py: numbers(py, size),
      rowMoment: numbers(rowMoment, size),
      sum: numbers(sum, 2 * highest + 1),
      difference: numbers(difference, highest),
      total: collected[total],
      squares: collected[squares],
      maximum: collected[maximum],
    },
    tally(perX, perY) {
      numbers(rowA, size).set(perX);
      numbers(rowB, size).set(perY);
      const overExpected = kernels.tallyCounts(size, starts, columns, counts, rowA, rowB, collected[total], tally);
      return { overExpected, cells: numbers(tally, TALLIED) };
    },
    maximalCorrelation() {
      const result = kernels.maximalCorrelation(
        size,
        starts,
        columns,
        counts,
        collected[total],
        px,
        py,
        scaled,
        rowA,
        rowB,
        basis,
        row & ~15,
        capacity,
        tridiagonal,
        ritz,
      );
      return result < 0 ? undefined : result;
    },
  });
  for (let d = 0; d < steps.length; d++) {
    collect(kernels, [cells + d * cellsEach, size, Number(settings.symmetricalGLCM), levels, highest, ...at.slice(3, 12)]);
    use({
      size,
      starts: new Int32Array(buffer, starts, size + 1),
      columns: new Uint16Array(buffer, columns, occupied),
      counts: numbers(counts, occupied),
      compiled: compiled(),
    });
  }
  return true;
}

function collect(kernels: Kernels, numbers: number[]): void {
  kernels.collectMatrix(...numbers);
}
