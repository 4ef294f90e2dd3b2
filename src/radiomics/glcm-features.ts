/** What the rows of the co-occurrence features share. */
import type { Feature } from './feature-class.ts';
import type { GlcmStatistics } from './glcm-statistics.ts';

export type GlcmFeature = Omit<Feature<GlcmStatistics>, 'discretised'>;

export const ZERO = '0 where there is one grey level';
export const ONE = '1 where there is one grey level';
export const NO_ENTROPY = '-3.2e-16 where there is one grey level';

/** Σ f(k) p(k) over the indices of a marginal distribution. */
export function expectation(distribution: Float64Array, f: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < distribution.length; k++) if (distribution[k] !== 0) sum += f(k) * distribution[k];
  return sum;
}
