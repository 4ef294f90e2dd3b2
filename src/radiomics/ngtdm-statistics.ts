/**
 * Neighbourhood grey tone differences: for each grey level its pixels n and s, the sum of |i - mean of the neighbours|.
 * Neighbours are those pixels of the region that lie at one of the `distances`.
 * Surprise: a pixel without neighbours counts in n with a difference of 0, as in PyRadiomics; IBSI leaves it out.
 */
import type { ImageRegion } from './feature-class.ts';
import { levelPlane } from './level-plane.ts';
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

function differenceSums(region: ImageRegion): Float64Array {
  const { roi, greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const { cells, stride, positions } = levelPlane(region, Math.max(...settings.distances), 'level', 0);
  const half = neighbourOffsets(settings.distances, roi.box.width, roi.box.height).map(({ dx, dy }) => dy * stride + dx);
  const steps = Int32Array.from([...half, ...half.map((step) => -step)]);
  const s = new Float64Array(present.length);
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    let sum = 0;
    let neighbours = 0;
    for (let k = 0; k < steps.length; k++) {
      const level = cells[position + steps[k]];
      sum += level;
      if (level !== 0) neighbours++;
    }
    if (neighbours > 0) s[rank[n] - 1] += Math.abs(cells[position] - sum / neighbours);
  }
  return s;
}
