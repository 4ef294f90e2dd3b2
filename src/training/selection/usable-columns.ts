/** Which columns can be used at all: enough values, and values that differ. Missing values are NaN. */

export interface UsableSettings {
  /** A column with a larger share of missing values is dropped. */
  readonly largestMissingShare: number;
  /** A column in which one value has a larger share of the rows is dropped as nearly constant. */
  readonly largestSameShare: number;
}

export const USABLE_DEFAULTS: UsableSettings = { largestMissingShare: 0.05, largestSameShare: 0.95 };

export type ColumnState = 'usable' | 'missing' | 'constant' | 'near-constant';

export function columnState(values: Float64Array, settings: UsableSettings = USABLE_DEFAULTS): ColumnState {
  const sorted = values.filter(Number.isFinite).sort();
  const present = sorted.length;
  if (present === 0 || 1 - present / values.length > settings.largestMissingShare) return 'missing';
  if (sorted[0] === sorted[present - 1]) return 'constant';
  let most = 0;
  for (let from = 0, to = 1; from < present; from = to++) {
    while (to < present && sorted[to] === sorted[from]) to++;
    most = Math.max(most, to - from);
  }
  return most / present > settings.largestSameShare ? 'near-constant' : 'usable';
}

/** Median of the values that are there: what stands for a missing one. */
export function presentMedian(values: Float64Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
