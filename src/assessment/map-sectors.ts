/** A map in words, for a reader who does not see its colours: the ninths of the lesion's box with the highest and lowest mean. */
import type { LesionSector } from '../core/index.ts';
import type { HeatMap } from '../imaging/index.ts';

const ROWS = ['upper', 'middle', 'lower'] as const;
const COLUMNS = ['left', 'centre', 'right'] as const;

/** A corner of the box that the lesion hardly reaches is no part of it. */
const MIN_SHARE = 0.02;

export interface HighAndLow {
  readonly highestIn: LesionSector;
  readonly lowestIn: LesionSector;
}

/** Undefined for a map without a value. */
export function mapSectors({
  values,
  mask,
  width,
  height,
}: Pick<HeatMap, 'values' | 'mask' | 'width' | 'height'>): HighAndLow | undefined {
  const sums = new Float64Array(9);
  const counts = new Float64Array(9);
  let total = 0;
  values.forEach((value, n) => {
    if (mask[n] === 0 || !Number.isFinite(value)) return;
    const sector = 3 * Math.floor((3 * Math.floor(n / width)) / height) + Math.floor((3 * (n % width)) / width);
    sums[sector]! += value;
    counts[sector]!++;
    total++;
  });
  const sectors = ROWS.flatMap((row) => COLUMNS.map((column): LesionSector => `${row} ${column}`))
    .map((sector, n) => ({ sector, mean: sums[n]! / counts[n]!, share: counts[n]! / total }))
    .filter(({ share }) => share >= MIN_SHARE)
    .toSorted((a, b) => a.mean - b.mean);
  const lowest = sectors[0];
  const highest = sectors.at(-1);
  return lowest === undefined || highest === undefined ? undefined : { highestIn: highest.sector, lowestIn: lowest.sector };
}
