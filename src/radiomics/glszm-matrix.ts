/**
 * Grey level size zone matrix: zones are 8-connected pixels of one grey level, found in one raster pass that unites the zones
 * of the left and upper right neighbours; all other pairs of earlier neighbours touch. `distances` has no effect here, as in PyRadiomics.
 */
import { compiledZones, type Zones } from './compiled-neighbourhood.ts';
import type { ImageRegion } from './feature-class.ts';
import { planePositions, rankPlane } from './level-plane.ts';
import type { SizeMatrix } from './size-matrix.ts';

/** Zones up to this size are counted in cells; there are few larger ones, and those are sorted. */
const MAX_CELL = 63;

export function zoneMatrix(region: ImageRegion): SizeMatrix {
  const { present } = region.greyLevels;
  const stride = MAX_CELL + 1;
  const { small, large: others } = compiledZones(region, stride) ?? countZones(region, stride);
  const large: number[][] = Array.from({ length: present.length }, () => []);
  for (let n = 0; n < others.length; n += 2) large[others[n] - 1].push(others[n + 1]);
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

/** Twin of the compiled one. */
export function countZones(region: ImageRegion, columns: number): Zones {
  const small = new Uint32Array(region.greyLevels.present.length * columns);
  const large: number[] = [];
  forEachZone(region, (rank, size) => {
    if (size < columns) small[(rank - 1) * columns + size]++;
    else large.push(rank, size);
  });
  return { small, large: Int32Array.from(large) };
}

function forEachZone(region: ImageRegion, use: (rank: number, size: number) => void): void {
  const plane = rankPlane(region);
  const { cells, stride } = plane;
  const positions = planePositions(region.roi, plane);
  const zones = new Int32Array(cells.length);
  const parents = new Int32Array(positions.length);
  const sizes = new Int32Array(positions.length);
  const ranks = new Uint16Array(positions.length);
  let count = 0;
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    const above = position - stride;
    const rank = cells[position];
    let zone: number;
    if (cells[above] === rank) zone = rootOf(parents, zones[above]);
    else {
      const left = cells[position - 1] === rank ? position - 1 : cells[above - 1] === rank ? above - 1 : -1;
      const right = cells[above + 1] === rank ? above + 1 : -1;
      if (left >= 0) {
        zone = rootOf(parents, zones[left]);
        if (right >= 0) zone = unite(parents, sizes, zone, rootOf(parents, zones[right]));
      } else if (right >= 0) zone = rootOf(parents, zones[right]);
      else {
        zone = count++;
        parents[zone] = zone;
        ranks[zone] = rank;
      }
    }
    zones[position] = zone;
    sizes[zone]++;
  }
  for (let zone = 0; zone < count; zone++) if (sizes[zone] > 0) use(ranks[zone], sizes[zone]);
}

function rootOf(parents: Int32Array, zone: number): number {
  let root = zone;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]];
    root = parents[root];
  }
  return root;
}

/** The older zone takes the pixels of the younger one, which is left with none. */
function unite(parents: Int32Array, sizes: Int32Array, a: number, b: number): number {
  if (a === b) return a;
  const [older, younger] = a < b ? [a, b] : [b, a];
  parents[younger] = older;
  sizes[older] += sizes[younger];
  sizes[younger] = 0;
  return older;
}
