/** Who is in each split: counts, age, size, sites, devices, IHC scores. */
import type { ValidationResults } from '../validation-results.ts';
import { quantile } from './quantile.ts';
import { because, type SplitName } from './results-parts.ts';
import type { ValidationRow } from './validation-rows.ts';

export function cohortOf(split: SplitName, rows: readonly ValidationRow[]): ValidationResults['cohort'][number] {
  return {
    split,
    patients: new Set(rows.map((row) => row.patient)).size,
    lesions: rows.length,
    positives: rows.filter((row) => row.label === 1).length,
    age: summaryOf(rows.flatMap((row) => row.ageYears ?? [])),
    sizeMm: summaryOf(rows.flatMap((row) => row.sizeMm ?? [])),
    sites: countsOf(rows.map((row) => row.site)),
    devices: countsOf(rows.map((row) => row.device)),
    ihc: countsOf(rows.map((row) => row.ihc)),
  };
}

function summaryOf(values: readonly number[]): ValidationResults['cohort'][number]['age'] {
  if (values.length === 0) return because('not stated');
  const sorted = Float64Array.from(values).sort();
  const [median, lowerQuartile, upperQuartile] = [0.5, 0.25, 0.75].map((q) => quantile(sorted, q));
  return { n: values.length, median, lowerQuartile, upperQuartile };
}

/** By name in alphabetical order; "not stated" last. */
function countsOf(values: readonly (string | undefined)[]): Record<string, number> {
  const names = [...new Set(values.filter((value) => value !== undefined))].sort();
  const counts = names.map((name) => [name, values.filter((value) => value === name).length] as const);
  const missing = values.filter((value) => value === undefined).length;
  return Object.fromEntries(missing === 0 ? counts : [...counts, ['not stated', missing]]);
}
