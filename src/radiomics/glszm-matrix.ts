/**
 * Grey level size zone matrix: zones are 8-connected pixels of one grey level. Zones are grown one after another on a copy of
 * the ranks, in which found pixels are erased. `distances` has no effect here, as in PyRadiomics.
 */
import type { ImageRegion } from './feature-class.ts';
import { levelPlane } from './level-plane.ts';
import type { SizeMatrix } from './size-matrix.ts';

/** Zones up to this size are counted in cells; there are few larger ones, and those are sorted. */
const MAX_CELL = 63;

export function zoneMatrix(region: ImageRegion): SizeMatrix {
  const { present } = region.greyLevels;
  const stride = MAX_CELL + 1;
  const small = new Int32Array(present.length * stride);
  const large: number[][] = Array.from({ length: present.length }, () => []);
  forEachZone(region, (rank, size) => {
    if (size <= MAX_CELL) small[(rank - 1) * stride + size]++;
    else large[rank - 1].push(size);
  });
  const starts = new Int32Array(present.length + 1);
  const sizes: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < present.length; i++) {
    for (let j = 1; j <= MAX_CELL; j++) {
      if (small[i * stride + j] === 0) continue;
      sizes.push(j);
      counts.push(small[i * stride + j]);
    }
    let before = 0;
    for (const size of large[i].sort((a, b) => a - b)) {
      if (size === before) counts[counts.length - 1]++;
      else {
        sizes.push(size);
        counts.push(1);
      }
      before = size;
    }
    starts[i + 1] = sizes.length;
  }
  return { levels: present, starts, sizes: Int32Array.from(sizes), counts: Float64Array.from(counts) };
}

function forEachZone(region: ImageRegion, use: (rank: number, size: number) => void): void {
  const { cells, stride, positions } = levelPlane(region, 1, 'rank', 0);
  const found = new Int32Array(positions.length);
  for (let n = 0; n < positions.length; n++) {
    const rank = cells[positions[n]];
    if (rank === 0) continue;
    cells[positions[n]] = 0;
    found[0] = positions[n];
    let size = 1;
    for (let k = 0; k < size; k++) {
      const above = found[k] - stride;
      const below = found[k] + stride;
      for (let p = above - 1; p <= above + 1; p++) {
        if (cells[p] !== rank) continue;
        cells[p] = 0;
        found[size++] = p;
      }
      if (cells[found[k] - 1] === rank) {
        cells[found[k] - 1] = 0;
        found[size++] = found[k] - 1;
      }
      if (cells[found[k] + 1] === rank) {
        cells[found[k] + 1] = 0;
        found[size++] = found[k] + 1;
      }
      for (let p = below - 1; p <= below + 1; p++) {
        if (cells[p] !== rank) continue;
        cells[p] = 0;
        found[size++] = p;
      }
    }
    use(rank, size);
  }
}
