/** Run lengths by the compiled kernel; undefined where it cannot be had. */
import type { ImageRegion } from './feature-class.ts';
import { arrangeFor } from './kernels.ts';
import { rankPlane } from './level-plane.ts';

export interface RunCounts {
  /** By direction, rank and length: pixels that are, up to them, at that length of a run. Cells of length 0 hold what nothing reads. */
  readonly reached: Uint32Array;
  /** No run is longer. */
  readonly longest: number;
}

/** A view that is valid until the next kernel call. `columns`: cells of a row. */
export function compiledRuns(region: ImageRegion, columns: number): RunCounts | undefined {
  const { roi, greyLevels } = region;
  const { present, counts } = greyLevels;
  const { cells: ranks, stride, border } = rankPlane(region);
  const cellsEach = present.length * columns;
  const arranged = arrangeFor(ranks, stride * 12, (4 * cellsEach + columns) * 4);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  // Ranks count from 1: the first row of all is spare.
  const cells = new Uint32Array(buffer, at[2], 4 * cellsEach + columns).fill(0).subarray(columns);
  const { width, height } = roi.box;
  const bits = kernels.countRuns(at[0], stride, border, width, height, at[1], columns, cellsEach, at[2]);
  const longest = Math.min(columns - 1, Math.max(1, 2 ** (32 - Math.clz32(bits)) - 1));
  // The kernel counts the pixels that continue a run; all others begin one.
  for (let row = 0; row < cells.length; row += columns) {
    let begun = counts[(row / columns) % counts.length];
    for (let length = 2; length <= longest; length++) begun -= cells[row + length];
    cells[row + 1] = begun;
  }
  return { reached: cells, longest };
}
