/** Discrimination and calibration in the large by HER2 group, site, device, age and size. */
import { normalQuantile } from '../distributions.ts';
import type { ValidationResults } from '../validation-results.ts';
import { areaResult, SMALLEST_CLASS } from './area-results.ts';
import { logit } from './calibration.ts';
import { because, type Estimate, type OrNot, type SplitName } from './results-parts.ts';
import { fitIntercept } from './score-logistic.ts';
import { her2Group, type ValidationRow } from './validation-rows.ts';

type Stratum = ValidationResults['strata'][number];
type Subgroups = ValidationResults['subgroups'];

const Z = normalQuantile(0.975);

const SUBGROUPS: readonly { readonly name: string; readonly has: (row: ValidationRow) => boolean }[] = [
  { name: 'HER2-zero vs IHC 1+', has: (row) => row.ihc === '1+' },
  { name: 'HER2-zero vs IHC 2+', has: (row) => row.ihc === '2+' },
  { name: 'HER2-zero vs HER2-low', has: (row) => her2Group(row) === 'low' },
  { name: 'HER2-zero vs HER2-positive', has: (row) => her2Group(row) === 'positive' },
];

/** The comparisons of the reference study, with HER2-zero as the negatives of each. */
export function subgroupsOf(splits: ReadonlyMap<SplitName, readonly ValidationRow[]>): Subgroups {
  const rows = [...splits.values()].flat();
  if (rows.some((row) => (her2Group(row) === 'zero') !== (row.label === 0) && her2Group(row) !== 'unknown')) {
    return because('the endpoint is not HER2-zero against the rest');
  }
  if (rows.every((row) => row.ihc === undefined)) return because('no IHC score was given');
  return [...splits].flatMap(([split, own]) =>
    SUBGROUPS.map(({ name, has }) => ({
      split,
      name,
      ...areaResult(own.filter((row) => her2Group(row) === 'zero' || (row.label === 1 && has(row)))),
    })),
  );
}

const DIMENSIONS: readonly {
  readonly dimension: Stratum['dimension'];
  readonly of: (row: ValidationRow) => string | undefined;
}[] = [
  { dimension: 'site', of: (row) => row.site },
  { dimension: 'device', of: (row) => row.device },
  {
    dimension: 'range',
    of: (row) =>
      row.inTrainingRange === undefined
        ? undefined
        : row.inTrainingRange
          ? 'within the training range'
          : 'outside the training range',
  },
  { dimension: 'age', of: ({ ageYears }) => band(ageYears, [50, 65], ['under 50 years', '50 to 64 years', '65 years and over']) },
  { dimension: 'size', of: ({ sizeMm }) => band(sizeMm, [20, 50], ['under 20 mm', '20 to 49 mm', '50 mm and over']) },
];

function band(value: number | undefined, limits: readonly number[], names: readonly string[]): string | undefined {
  return value === undefined ? undefined : names[limits.filter((limit) => value >= limit).length];
}

/** Strata in alphabetical or ascending order; lesions without the value form a stratum of their own where others have it. */
export function strataOf(splits: ReadonlyMap<SplitName, readonly ValidationRow[]>): readonly Stratum[] {
  return DIMENSIONS.flatMap(({ dimension, of }) =>
    [...splits].flatMap(([split, rows]) => {
      const nameOf = (row: ValidationRow): string => of(row) ?? NOT_STATED;
      const names = [...new Set(rows.map(nameOf))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
      if (names.every((name) => name === NOT_STATED)) return [];
      return names.map((stratum) => {
        const own = rows.filter((row) => nameOf(row) === stratum);
        return { dimension, split, stratum, ...areaResult(own), inTheLarge: inTheLarge(own) };
      });
    }),
  );
}

const NOT_STATED = 'not stated';
const rank = (name: string): number => (name === NOT_STATED ? 2 : name.startsWith('under') ? 0 : 1);

function inTheLarge(rows: readonly ValidationRow[]): OrNot<Estimate> {
  const positives = rows.filter((row) => row.label === 1).length;
  if (Math.min(positives, rows.length - positives) < SMALLEST_CLASS) {
    return because(`fewer than ${SMALLEST_CLASS} lesions in a class`);
  }
  const { intercept, interceptError } = fitIntercept(
    Float64Array.from(rows, (row) => logit(row.probability)),
    rows.map((row) => row.label),
  );
  return { value: intercept, lower: intercept - Z * interceptError, upper: intercept + Z * interceptError };
}
