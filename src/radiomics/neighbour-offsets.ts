/**
 * Directions of co-occurrence: every offset whose larger component is one of the distances, one of each opposite pair,
 * in PyRadiomics' order (cmatrices.c build_angles). 4 for distance 1, 8 for 2, 12 for 3.
 */
export interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/** Offsets that reach across the whole box are left out: no pair could lie that far apart. */
export function neighbourOffsets(distances: readonly number[], width: number, height: number): Offset[] {
  const reach = Math.max(...distances);
  const offsets: Offset[] = [];
  for (let dy = reach; dy >= 0; dy--) {
    for (let dx = reach; dx >= -reach; dx--) {
      if (dy === 0 && dx <= 0) break;
      const distance = Math.max(Math.abs(dx), dy);
      if (distances.includes(distance) && Math.abs(dx) < width && dy < height) offsets.push({ dx, dy });
    }
  }
  return offsets;
}
