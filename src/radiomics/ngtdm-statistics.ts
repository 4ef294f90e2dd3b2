/**
 * Neighbourhood grey tone differences: for each grey level its pixels n and s, the sum of |i - mean of the neighbours|.
 * Neighbours are those pixels of the region that lie at one of the `distances`.
 * Surprise: a pixel without neighbours counts in n with a difference of 0, as in PyRadiomics; IBSI leaves it out.
 */
import { compiledDifferences } from './compiled-neighbourhood.ts';
import type { ImageRegion } from './feature-class.ts';
import { levelPlane, planePositions } from './level-plane.ts';
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
  const differences = compiledDifferences(region) ?? sumDifferences(region);
  const columns = differences.length / present.length;
  const s = new Float64Array(present.length);
  for (let i = 0; i < s.length; i++) {
    for (let n = 1; n < columns; n++) s[i] += differences[i * columns + n] / n;
  }
  return { levels: present, total, p: counts.map((count) => count / total), s };
}

/** By rank and number n of neighbours: the sum of |n i - sum of the neighbours|, whole numbers. Twin of the compiled one. */
export function sumDifferences(region: ImageRegion): Float64Array {
  const { roi, greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const plane = levelPlane(region);
  const { cells, stride } = plane;
  const positions = planePositions(roi, plane);
  const steps = neighbourOffsets(settings.distances, Infinity, Infinity).map(({ dx, dy }) => dy * stride + dx);
  const columns = 2 * steps.length + 1;
  const differences = new Float64Array(present.length * columns);
  for (let n = 0; n < positions.length; n++) {
    let sum = 0;
    let neighbours = 0;
    for (const step of steps) {
      const after = cells[positions[n] + step];
      const before = cells[positions[n] - step];
      sum += after + before;
      neighbours += Number(after > 0) + Number(before > 0);
    }
    differences[(rank[n] - 1) * columns + neighbours] += Math.abs(neighbours * cells[positions[n]] - sum);
  }
  return differences;
}
