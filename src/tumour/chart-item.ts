/** One item of the chart from everything that was found of it: the newest counts. */
import type { ChartItem, Evidence } from '../core/index.ts';
import { age } from './dates.ts';

export interface DatedItem extends Omit<ChartItem, 'state' | 'evidence' | 'ageDays'> {
  readonly evidence: Evidence;
}

/** The newest; of several on one day the first by source, and the lowest number, or upper bound, where they have one. */
export function newestItem(items: readonly DatedItem[], today: string): ChartItem {
  const last = items.reduce((best, { date }) => ((date ?? '') > best ? date! : best), '');
  const [found, ...others] = items
    .filter(({ date }) => (date ?? '') === last)
    .sort((a, b) => numberOf(a) - numberOf(b) || (a.evidence.source < b.evidence.source ? -1 : 1));
  if (found === undefined) return { state: 'not-found', evidence: [] };
  const { evidence, ...item } = found;
  return { state: 'found', ...item, ...age(found.date, today), evidence: [evidence, ...others.map((other) => other.evidence)] };
}

/** Finite, so that two items without one differ by 0. */
function numberOf({ value, upper }: DatedItem): number {
  return value ?? upper ?? Number.MAX_VALUE;
}
