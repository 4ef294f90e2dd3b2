/** Dependences, grey tone differences and zones by the compiled kernels; undefined where those cannot be had. */
import type { ImageRegion } from './feature-class.ts';
import { arrangeFor, type Kernels } from './kernels.ts';
import { rankPlane } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';

/** By rank and size, cells of size 0 included; a view that is valid until the next kernel call. */
export function compiledDependents(region: ImageRegion): Uint32Array | undefined {
  const { roi, settings, greyLevels } = region;
  const { cells: ranks, stride, border } = rankPlane(region);
  const steps = stepsInBytes(region, stride);
  const columns = 2 * steps.length + 2;
  const used = (greyLevels.present.length + 1) * columns;
  const arranged = arrangeFor(ranks, ranks.byteLength, steps.byteLength, used * 4, 2 * (greyLevels.present.length + 1));
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const levels = placeLevels(kernels, region, ranks.length, at[0], at[1], at[4]);
  new Int32Array(buffer, at[2]).set(steps);
  const cells = new Uint32Array(buffer, at[3], used);
  cells.fill(0);
  const { width, height } = roi.box;
  // A pixel depends on itself: the column after that of its other dependents.
  const first = at[3] + 4;
  kernels.countDependents(levels, at[0], stride, border, width, height, at[2], steps.length, settings.gldm_a, columns, first);
  return cells.subarray(columns);
}

/** By rank and number of neighbours; a view that is valid until the next kernel call. */
export function compiledDifferences(region: ImageRegion): Float64Array | undefined {
  const { roi, greyLevels } = region;
  const { cells: ranks, stride, border } = rankPlane(region);
  const steps = stepsInBytes(region, stride);
  const columns = 2 * steps.length + 1;
  if (2 * steps.length * greyLevels.highest >= 65_536) return undefined;
  const used = (greyLevels.present.length + 1) * columns;
  const arranged = arrangeFor(ranks, ranks.byteLength, steps.byteLength, used * 8, 2 * (greyLevels.present.length + 1));
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const levels = placeLevels(kernels, region, ranks.length, at[0], at[1], at[4]);
  new Int32Array(buffer, at[2]).set(steps);
  const { width, height } = roi.box;
  const { length: size } = greyLevels.present;
  kernels.sumDifferences(levels, at[0], stride, border, width, height, at[2], steps.length, columns, size, at[3]);
  return new Float64Array(buffer, at[3], used).subarray(columns);
}

export interface Zones {
  /** By rank and size below `columns`. */
  readonly small: Uint32Array;
  /** Rank and size of each of the others in turn. */
  readonly large: Int32Array;
}

/** Views that are valid until the next kernel call. */
export function compiledZones(region: ImageRegion, columns: number): Zones | undefined {
  const { roi, greyLevels } = region;
  const { cells: ranks, stride, border } = rankPlane(region);
  const pixels = roi.positions.length;
  const used = (greyLevels.present.length + 1) * columns;
  const arranged = arrangeFor(ranks, ranks.length * 4, pixels * 4, pixels * 4, pixels * 2, used * 4, pixels * 8);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [plane, zones, parents, sizes, owners, small, large] = at;
  const cells = new Uint32Array(buffer, small, used);
  cells.fill(0);
  const { width, height } = roi.box;
  const written = kernels.countZones(plane, stride, border, width, height, zones, parents, sizes, owners, columns, small, large);
  return { small: cells.subarray(columns), large: new Int32Array(buffer, large, 2 * written) };
}

/** Where grey levels lie: the ranks where every level occurs, else their translation at `levelsAt`. */
function placeLevels(
  kernels: Kernels,
  { greyLevels: { present, highest } }: ImageRegion,
  cells: number,
  ranksAt: number,
  levelsAt: number,
  tableAt: number,
): number {
  if (present.length === highest) return ranksAt;
  const { buffer } = kernels.memory;
  new Uint16Array(buffer, levelsAt, cells).set(new Uint16Array(buffer, ranksAt, cells));
  const table = new Uint16Array(buffer, tableAt, present.length + 1);
  table[0] = 0;
  table.set(present, 1);
  kernels.translate(levelsAt, cells, tableAt);
  return levelsAt;
}

function stepsInBytes({ settings }: ImageRegion, stride: number): Int32Array {
  const offsets = neighbourOffsets(settings.distances, Infinity, Infinity);
  return Int32Array.from(offsets, ({ dx, dy }) => 2 * (dy * stride + dx));
}
