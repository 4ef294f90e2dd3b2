/** What the results say of a cohort that the model was not fitted on: its distance from the training lesions. */
import { z } from 'zod';
import { count, finite, orNot, share, text } from './results-parts.ts';

const featureShift = z.strictObject({
  name: text,
  trainingMean: finite,
  trainingSd: finite,
  mean: finite,
  sd: finite,
  /** Difference of the means in training standard deviations (Glass's delta). */
  shift: finite,
  /** Difference of the means in standard deviations of both, Austin 2009. */
  standardisedDifference: finite,
  /** Variance here / variance of the training lesions. */
  varianceRatio: finite,
  /** Population stability index over `bins` of equal training share; p: by chance alone it would be as large. */
  psi: orNot(z.strictObject({ value: finite, bins: count, p: share })),
  /** Largest difference of the distribution functions at the training quantiles: a lower bound of Kolmogorov and Smirnov's D. */
  ks: orNot(z.strictObject({ value: share })),
  /** Lesions outside the training range. */
  outside: count,
});

export const shiftResults = z.strictObject({
  features: z.array(featureShift),
  lesions: count,
  outOfDistribution: count,
  reasons: z.record(z.string(), count),
});

export type FeatureShift = z.infer<typeof featureShift>;
