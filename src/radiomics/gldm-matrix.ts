/**
 * Grey level dependence matrix: size j is 1 + the number of neighbours in the region whose grey level differs by at most gldm_a.
 * All `distances` make one neighbourhood.
 */
import { compiledDependents } from './compiled-neighbourhood.ts';
import type { ImageRegion } from './feature-class.ts';
import { levelPlane, planePositions } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';
import { fromDense, type SizeMatrix } from './size-matrix.ts';

export function dependenceMatrix(region: ImageRegion): SizeMatrix {
  const largest = 2 * neighbourOffsets(region.settings.distances, Infinity, Infinity).length + 1;
  return fromDense(compiledDependents(region) ?? countDependents(region), largest + 1, largest, region.greyLevels.present);
}

/** By rank and size, cells of size 0 included. Twin of the compiled one. */
export function countDependents(region: ImageRegion): Uint32Array {
  const { roi, greyLevels, settings } = region;
  const { rank, present } = greyLevels;
  const plane = levelPlane(region);
  const { cells, stride } = plane;
  const positions = planePositions(roi, plane);
  const steps = neighbourOffsets(settings.distances, Infinity, Infinity).map(({ dx, dy }) => dy * stride + dx);
  const columns = 2 * steps.length + 2;
  const counts = new Uint32Array(present.length * columns);
  const isDependent = (own: number, other: number): boolean => other > 0 && Math.abs(other - own) <= settings.gldm_a;
  for (let n = 0; n < positions.length; n++) {
    const own = cells[positions[n]];
    let size = 1;
    for (const step of steps) {
      if (isDependent(own, cells[positions[n] + step])) size++;
      if (isDependent(own, cells[positions[n] - step])) size++;
    }
    counts[(rank[n] - 1) * columns + size]++;
  }
  return counts;
}
