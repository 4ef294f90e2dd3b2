/**
 * Grey level dependence matrix: size j is 1 + the number of neighbours in the region whose grey level differs by at most gldm_a.
 * All `distances` make one neighbourhood; its offsets come in fours.
 */
import type { ImageRegion } from './feature-class.ts';
import { type LevelPlane, planeOf, rankPlane } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';
import { fromDense, type SizeMatrix } from './size-matrix.ts';

/** Added to every level, so that what lies outside the region is farther from all of them than any gldm_a. */
const FAR = 1_000_000;

export function dependenceMatrix(region: ImageRegion): SizeMatrix {
  const { greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const plane =
    settings.gldm_a === 0
      ? rankPlane(region)
      : planeOf(
          region,
          present.map((level) => level + FAR),
        );
  const offsets = neighbourOffsets(settings.distances, Infinity, Infinity);
  const steps = Int32Array.from(offsets, ({ dx, dy }) => dy * plane.stride + dx);
  const dependents = new Uint16Array(rank.length);
  for (let first = 0; first < steps.length; first += 4) {
    addDependents(plane, steps.subarray(first, first + 4), settings.gldm_a, dependents);
  }
  const largest = 2 * offsets.length + 1;
  const counts = new Int32Array(present.length * (largest + 1));
  for (let n = 0; n < rank.length; n++) counts[(rank[n] - 1) * (largest + 1) + dependents[n] + 1]++;
  return fromDense(counts, largest + 1, largest, present);
}

/**
 * Adds the neighbours at four steps and their opposites whose level lies within `most`: of two differences the sign bit of one
 * is set for the others. Bits are added, since a branch on them would be guessed wrong for every third pixel.
 */
function addDependents({ cells, positions }: LevelPlane, steps: Int32Array, most: number, dependents: Uint16Array): void {
  const [step0, step1, step2, step3] = steps;
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    const high = cells[position] + most;
    const low = cells[position] - most;
    const a = cells[position + step0];
    const b = cells[position - step0];
    const c = cells[position + step1];
    const d = cells[position - step1];
    const e = cells[position + step2];
    const f = cells[position - step2];
    const g = cells[position + step3];
    const h = cells[position - step3];
    dependents[n] +=
      8 -
      (((high - a) | (a - low)) >>> 31) -
      (((high - b) | (b - low)) >>> 31) -
      (((high - c) | (c - low)) >>> 31) -
      (((high - d) | (d - low)) >>> 31) -
      (((high - e) | (e - low)) >>> 31) -
      (((high - f) | (f - low)) >>> 31) -
      (((high - g) | (g - low)) >>> 31) -
      (((high - h) | (h - low)) >>> 31);
  }
}
