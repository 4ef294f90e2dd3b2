/** Which values a map's colours span: without the outermost fiftieth on each side, or a single place would make the rest one colour. */
import type { HeatMap, ValueRange } from '../imaging/index.ts';

const OUTERMOST = 0.02;

/** `range` is that of all values; it is the scale too where most values are the same. */
export function mapScale({ values, mask }: Pick<HeatMap, 'values' | 'mask'>, range: ValueRange): ValueRange {
  const sorted = values.filter((value, n) => mask[n] === 1 && Number.isFinite(value)).sort();
  const last = sorted.length - 1;
  const lowest = sorted[Math.round(OUTERMOST * last)]!;
  const highest = sorted[Math.round((1 - OUTERMOST) * last)]!;
  return lowest < highest ? { lowest, highest } : range;
}
