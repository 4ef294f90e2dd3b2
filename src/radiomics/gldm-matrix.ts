/**
 * Grey level dependence matrix: size j is 1 + the number of neighbours in the region whose grey level differs by at most gldm_a.
 * All `distances` make one neighbourhood. Each pair is compared once and counted at both pixels.
 */
import type { ImageRegion } from './feature-class.ts';
import { levelPlane } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';
import { fromDense, type SizeMatrix } from './size-matrix.ts';

/** Farther from every grey level than any gldm_a. */
const OUTSIDE = -2_000_000_000;

export function dependenceMatrix(region: ImageRegion): SizeMatrix {
  const { roi, greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const { cells, stride, positions } = levelPlane(region, Math.max(...settings.distances), 'level', OUTSIDE);
  const offsets = neighbourOffsets(settings.distances, roi.box.width, roi.box.height);
  const dependents = new Uint16Array(cells.length);
  const most = settings.gldm_a;
  for (const { dx, dy } of offsets) {
    const step = dy * stride + dx;
    for (let n = 0; n < positions.length; n++) {
      const position = positions[n];
      const dependent = Math.abs(cells[position] - cells[position + step]) <= most ? 1 : 0;
      dependents[position] += dependent;
      dependents[position + step] += dependent;
    }
  }
  const largest = 2 * offsets.length + 1;
  const counts = new Int32Array(present.length * (largest + 1));
  for (let n = 0; n < positions.length; n++) counts[(rank[n] - 1) * (largest + 1) + dependents[positions[n]] + 1]++;
  return fromDense(counts, largest + 1, largest, present);
}
