/** Which columns can be used at all: enough values, and values that differ. Missing values are NaN. */

export interface UsableSettings {
  /** A column with a larger share of missing values is dropped. */
  readonly largestMissingShare: number;
  /** A column in which one value has a larger share of the rows is dropped as nearly constant. */
  readonly largestSameShare: number;
}

const USABLE_DEFAULTS: UsableSettings = { largestMissingShare: 0.05, largestSameShare: 0.95 };

export type ColumnState = 'usable' | 'missing' | 'constant' | 'near-constant';

/** The values that are there, ascending. */
export function presentSorted(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) present[count++] = value;
  return present.subarray(0, count).sort();
}

/** `sorted`: presentSorted(values), where it is known. */
export function columnState(
  values: Float64Array,
  settings: UsableSettings = USABLE_DEFAULTS,
  sorted: Float64Array = presentSorted(values),
): ColumnState {
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

/** Median of presentSorted(values): what stands for a missing one. */
export function presentMedian(sorted: Float64Array): number {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
