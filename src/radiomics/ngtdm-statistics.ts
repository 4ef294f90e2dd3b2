/**
 * Neighbourhood grey tone differences: for each grey level its pixels n and s, the sum of |i - mean of the neighbours|.
 * Neighbours are those pixels of the region that lie at one of the `distances`.
 * Surprise: a pixel without neighbours counts in n with a difference of 0, as in PyRadiomics; IBSI leaves it out.
 */
import type { ImageRegion } from './feature-class.ts';
import { type LevelPlane, planeOf } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';

/** One entry for each grey level that occurs. */
export interface NgtdmStatistics {
  readonly levels: Int32Array;
  /** Pixels of the region. */
  readonly total: number;
  /** p(i) = n(i) / total. */
  readonly p: Float64Array;
  /** s(i). */
  readonly s: Float64Array;
}

export function ngtdmStatistics(region: ImageRegion): NgtdmStatistics {
  const { present, counts } = region.greyLevels;
  const total = region.roi.positions.length;
  return { levels: present, total, p: counts.map((count) => count / total), s: differenceSums(region) };
}

/** A 1 in this bit is added to every level, so that one sum holds the neighbours' number (above) and the sum of their levels (below). */
const COUNT_BIT = 21;

function differenceSums(region: ImageRegion): Float64Array {
  const { greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const plane = planeOf(
    region,
    present.map((level) => level + (1 << COUNT_BIT)),
  );
  const offsets = neighbourOffsets(settings.distances, Infinity, Infinity);
  const steps = Int32Array.from(offsets, ({ dx, dy }) => dy * plane.stride + dx);
  const sums = new Int32Array(rank.length);
  for (let first = 0; first < steps.length; first += 4) addNeighbours(plane, steps.subarray(first, first + 4), sums);
  const s = new Float64Array(present.length);
  for (let n = 0; n < rank.length; n++) {
    const neighbours = sums[n] >> COUNT_BIT;
    const sum = sums[n] & ((1 << COUNT_BIT) - 1);
    if (neighbours > 0) s[rank[n] - 1] += Math.abs(present[rank[n] - 1] - sum / neighbours);
  }
  return s;
}

/** At four steps and their opposites, without an inner loop. */
function addNeighbours({ cells, positions }: LevelPlane, steps: Int32Array, sums: Int32Array): void {
  const [step0, step1, step2, step3] = steps;
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    sums[n] +=
      cells[position + step0] +
      cells[position - step0] +
      cells[position + step1] +
      cells[position - step1] +
      cells[position + step2] +
      cells[position - step2] +
      cells[position + step3] +
      cells[position - step3];
  }
}
