/**
 * Sums, order statistics and grey levels of a region's intensities by the compiled kernels; undefined where those cannot be had.
 * Sums are added in two or four parts, so they may differ from those of the twins in the last digits.
 */
import { arrangeFor } from './kernels.ts';

export interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

export interface Sums extends Range {
  readonly mean: number;
  /** Σ |d|, Σ d², Σ d³, Σ d⁴ of the deviations d from the mean. */
  readonly deviations: readonly [number, number, number, number];
  /** Σ (x + shift)². */
  readonly energy: number;
}

export function compiledSums(values: Float64Array, shift: number): Sums | undefined {
  const arranged = arrangeFor(values, 32);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const [from, result] = at;
  const count = values.length;
  const numbers = new Float64Array(kernels.memory.buffer, result, 4);
  kernels.range(from, count, result);
  const [minimum, maximum] = numbers;
  // The mean of equal values may differ from them by rounding, which would make a skewness of noise.
  const mean = minimum === maximum ? minimum : kernels.total(from, count) / count;
  kernels.deviations(from, count, mean, result);
  const [absolute, square, cube, fourth] = numbers;
  const energy = kernels.energy(from, count, shift);
  return { minimum, maximum, mean, deviations: [absolute, square, cube, fourth], energy };
}

/** Mean absolute deviation from their own mean of the values in [low, high]; NaN if there are none. */
export function compiledDeviationWithin(values: Float64Array, low: number, high: number): number | undefined {
  const arranged = arrangeFor(values);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  return kernels.deviationWithin(at[0], values.length, low, high);
}

export interface Buckets {
  /** Where each bucket begins among the sorted values, and their end. */
  readonly starts: Uint32Array;
  /** Values of the given bucket, in any order. */
  valuesOf(buckets: readonly number[]): Float64Array[];
}

/** How many buckets there are for values of a range. */
export type Spread = (range: Range) => { readonly bucketsPerUnit: number; readonly buckets: number };

/** Bucket of a value: (value - minimum) bucketsPerUnit, rounded down. Valid until the next kernel call. */
export function compiledBuckets(values: Float64Array, spread: Spread, most: number): Buckets | undefined {
  const count = values.length;
  const arranged = arrangeFor(values, 2 * count, 4 * (most + 1), 4 * (most + 1), 16, values.byteLength);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [from, bucketOf, startsAt, fillAt, result, gathered] = at;
  kernels.range(from, count, result);
  const [minimum, maximum] = new Float64Array(buffer, result, 2);
  const { bucketsPerUnit, buckets } = spread({ minimum, maximum });
  kernels.bucketize(from, count, minimum, bucketsPerUnit, buckets, bucketOf, startsAt);
  const starts = new Uint32Array(buffer, startsAt, buckets + 1);
  return {
    starts,
    valuesOf(wanted) {
      const fill = new Int32Array(buffer, fillAt, buckets).fill(-1);
      const ends: number[] = [];
      let end = 0;
      for (const bucket of wanted) {
        fill[bucket] = end;
        end += starts[bucket + 1] - starts[bucket];
        ends.push(end);
      }
      kernels.gatherBuckets(from, count, bucketOf, fillAt, gathered);
      return ends.map((to, n) => new Float64Array(buffer, gathered, end).slice(n === 0 ? 0 : ends[n - 1], to));
    },
  };
}

export interface Levels {
  /** Position of each value's level in `present`, from 1. */
  readonly rank: Uint16Array;
  readonly present: Int32Array;
  readonly counts: Float64Array;
}

/** level: edges[level - 1] <= value < edges[level]. */
export function compiledLevels(values: Float64Array, edges: Float64Array, perLevel: number): Levels | undefined {
  const count = values.length;
  const { length } = edges;
  const arranged = arrangeFor(values, edges.byteLength, 2 * count, 4 * (length + 1), 2 * (length + 1));
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [from, edgesAt, levelsAt, pixelsAt, tableAt] = at;
  new Float64Array(buffer, edgesAt, length).set(edges);
  kernels.assignLevels(from, count, edgesAt, length - 1, perLevel, levelsAt, pixelsAt);
  const pixels = new Uint32Array(buffer, pixelsAt, length + 1);
  const table = new Uint16Array(buffer, tableAt, length + 1);
  const present: number[] = [];
  for (let level = 1; level <= length; level++) if (pixels[level] > 0) table[level] = present.push(level);
  if (present.length < present[present.length - 1]) kernels.translate(levelsAt, count, tableAt);
  return {
    rank: new Uint16Array(buffer, levelsAt, count).slice(),
    present: Int32Array.from(present),
    counts: Float64Array.from(present, (level) => pixels[level]),
  };
}

export function compiledRange(values: Float64Array): Range | undefined {
  const arranged = arrangeFor(values, 16);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  kernels.range(at[0], values.length, at[1]);
  const [minimum, maximum] = new Float64Array(kernels.memory.buffer, at[1], 2);
  return { minimum, maximum };
}
