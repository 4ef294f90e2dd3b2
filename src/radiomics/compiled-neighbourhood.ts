/** Dependences, grey tone differences and zones by the compiled kernels; undefined where those cannot be had. */
import type { ImageRegion } from './feature-class.ts';
import { arrange } from './kernels.ts';
import { levelPlane, rankPlane } from './level-plane.ts';
import { neighbourOffsets } from './neighbour-offsets.ts';

/** By rank and size, cells of size 0 included; a view that is valid until the next kernel call. */
export function compiledDependents(region: ImageRegion): Uint32Array | undefined {
  const { roi, settings, greyLevels } = region;
  const [levels, ranks] = [levelPlane(region), rankPlane(region)];
  const { stride, border } = ranks;
  const steps = stepsInBytes(region, stride);
  const columns = 2 * steps.length + 2;
  const used = (greyLevels.present.length + 1) * columns;
  const arranged = arrange(levels.cells.byteLength, ranks.cells.byteLength, steps.byteLength, used * 4);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  new Uint16Array(buffer, at[0]).set(levels.cells);
  if (levels !== ranks) new Uint16Array(buffer, at[1]).set(ranks.cells);
  new Int32Array(buffer, at[2]).set(steps);
  const cells = new Uint32Array(buffer, at[3], used);
  cells.fill(0);
  const { width, height } = roi.box;
  const rankAt = levels === ranks ? at[0] : at[1];
  // A pixel depends on itself: the column after that of its other dependents.
  const first = at[3] + 4;
  kernels.countDependents(at[0], rankAt, stride, border, width, height, at[2], steps.length, settings.gldm_a, columns, first);
  return cells.subarray(columns);
}

/** By rank and number of neighbours; a view that is valid until the next kernel call. */
export function compiledDifferences(region: ImageRegion): Float64Array | undefined {
  const { roi, greyLevels } = region;
  const [levels, ranks] = [levelPlane(region), rankPlane(region)];
  const { stride, border } = ranks;
  const steps = stepsInBytes(region, stride);
  const columns = 2 * steps.length + 1;
  if (2 * steps.length * greyLevels.highest >= 65_536) return undefined;
  const used = (greyLevels.present.length + 1) * columns;
  const arranged = arrange(levels.cells.byteLength, ranks.cells.byteLength, steps.byteLength, used * 8);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  new Uint16Array(buffer, at[0]).set(levels.cells);
  if (levels !== ranks) new Uint16Array(buffer, at[1]).set(ranks.cells);
  new Int32Array(buffer, at[2]).set(steps);
  const { width, height } = roi.box;
  const { length: size } = greyLevels.present;
  const rankAt = levels === ranks ? at[0] : at[1];
  kernels.sumDifferences(at[0], rankAt, stride, border, width, height, at[2], steps.length, columns, size, at[3]);
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
  const arranged = arrange(ranks.byteLength, ranks.length * 4, pixels * 4, pixels * 4, pixels * 2, used * 4, pixels * 8);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [plane, zones, parents, sizes, owners, small, large] = at;
  new Uint16Array(buffer, plane).set(ranks);
  const cells = new Uint32Array(buffer, small, used);
  cells.fill(0);
  const { width, height } = roi.box;
  const written = kernels.countZones(plane, stride, border, width, height, zones, parents, sizes, owners, columns, small, large);
  return { small: cells.subarray(columns), large: new Int32Array(buffer, large, 2 * written) };
}

function stepsInBytes({ settings }: ImageRegion, stride: number): Int32Array {
  const offsets = neighbourOffsets(settings.distances, Infinity, Infinity);
  return Int32Array.from(offsets, ({ dx, dy }) => 2 * (dy * stride + dx));
}
