/**
 * Everything that the validation report says, as plain JSON: the report is a pure function of it. Sections that need
 * more than scores and labels (flow, model, refits) are given by the pipeline; `validate` computes the rest.
 */
import { z } from 'zod';
import { modelSection } from './evaluation/model-section.ts';
import { qualityResults } from './evaluation/quality-results.ts';
import {
  areaResult,
  count,
  estimate,
  finite,
  orNot,
  proportionResult,
  share,
  splitName,
  text,
} from './evaluation/results-parts.ts';
import { shiftResults } from './evaluation/shift-results.ts';
import { studyFacts } from './evaluation/study-facts.ts';

export const VALIDATION_SCHEMA_VERSION = 1;
/** Name of the file with the results in a bundle. */
export const VALIDATION_FILE = 'validation.json';
/** Up to one number a lesion. */
const series = z.array(finite).max(100_000);
const test = z.strictObject({ statistic: finite, p: share });

const summary = z.strictObject({ n: count, median: finite, lowerQuartile: finite, upperQuartile: finite });

const cohortSplit = z.strictObject({
  split: splitName,
  patients: count,
  lesions: count,
  positives: count,
  age: orNot(summary),
  sizeMm: orNot(summary),
  sites: z.record(z.string(), count),
  devices: z.record(z.string(), count),
  /** IHC score as read: "0", "0+", "1+", "2+", "3+". */
  ihc: z.record(z.string(), count),
});

/** Difference in AUC, this model minus the other one, on the same lesions (paired DeLong). */
const comparison = z.strictObject({ lesions: count, own: estimate, other: estimate, difference: estimate, test });

const discrimination = z.strictObject({
  split: splitName,
  ...areaResult.shape,
  /** False-positive and true-positive rates of the curve, ascending. */
  curve: orNot(z.strictObject({ falsePositiveRate: series, truePositiveRate: series })),
  comparisons: z.array(z.strictObject({ against: text, result: orNot(comparison) })).max(10),
});

const cutOffResult = z.strictObject({
  split: splitName,
  truePositives: count,
  falsePositives: count,
  trueNegatives: count,
  falseNegatives: count,
  sensitivity: orNot(proportionResult),
  specificity: orNot(proportionResult),
  positivePredictiveValue: orNot(proportionResult),
  negativePredictiveValue: orNot(proportionResult),
  accuracy: orNot(proportionResult),
  f1: orNot(z.strictObject({ value: share })),
});

const calibrationResult = z.strictObject({
  brier: finite,
  brierScaled: finite,
  logLoss: finite,
  slope: estimate,
  intercept: estimate,
  inTheLarge: estimate,
  observedToExpected: finite,
  expectedError: finite,
  /** Mean and maximum distance of the smoothed curve from the diagonal. */
  smoothMean: finite,
  smoothMaximum: finite,
  hosmerLemeshow: orNot(z.strictObject({ chiSquare: finite, degreesOfFreedom: count, p: share })),
  curve: z.strictObject({ predicted: series, observed: series }),
  bins: z.array(z.strictObject({ meanPredicted: share, observed: proportionResult })).max(20),
});

const netBenefit = z.strictObject({
  split: splitName,
  thresholds: series,
  model: series,
  treatAll: series,
  /** Net benefit of the other models, by name. */
  others: z.array(z.strictObject({ name: text, netBenefit: series })).max(5),
});

const change = z.strictObject({ ...estimate.shape, p: share });
const reclassification = z.strictObject({
  split: splitName,
  against: text,
  nri: change,
  nriEvents: change,
  nriNonEvents: change,
  idi: change,
  /** At the training cut-off. */
  categorical: change,
});

const stratum = z.strictObject({
  dimension: z.enum(['site', 'device', 'age', 'size', 'range']),
  split: splitName,
  stratum: text,
  ...areaResult.shape,
  inTheLarge: orNot(estimate),
});

/** Logistic model of clinical variables: names are cohort columns (age, size_mm or any other with numbers). */
const comparator = z.strictObject({
  name: text,
  intercept: finite,
  terms: z.array(z.strictObject({ variable: text, coefficient: finite })).max(50),
});

const scores = z.strictObject({ split: splitName, positive: series, negative: series });

export const validationResultsSchema = z.strictObject({
  schemaVersion: z.literal(VALIDATION_SCHEMA_VERSION),
  title: text,
  model: z.strictObject({ id: text, version: text, statement: text.optional() }),
  /** Simulated patients: said on every page. */
  simulated: z.boolean(),
  endpoint: z.strictObject({ definition: text, positive: text, negative: text }),
  cutOff: z.strictObject({ probability: share, origin: text }),
  seed: z.int(),
  flow: orNot(
    z.array(z.strictObject({ step: text, remaining: count, excluded: z.array(z.strictObject({ reason: text, count })) })),
  ),
  cohort: z.array(cohortSplit),
  discrimination: z.array(discrimination),
  /** HER2-zero against one IHC group, where the endpoint is HER2-zero against the rest. */
  subgroups: orNot(z.array(z.strictObject({ split: splitName, name: text, ...areaResult.shape }))),
  atCutOff: z.array(cutOffResult),
  calibration: z.array(z.strictObject({ split: splitName, result: orNot(calibrationResult) })),
  decisionCurves: orNot(z.array(netBenefit)),
  reclassification: orNot(z.array(reclassification)),
  strata: z.array(stratum),
  /** Apparent AUC of the training split less the mean optimism of refits on bootstrap samples. */
  optimism: orNot(z.strictObject({ resamples: count, apparent: finite, meanOptimism: finite, corrected: finite, what: text })),
  /** Everything, selection included, repeated inside cross-validation. */
  nestedCrossValidation: orNot(z.strictObject({ folds: count, repeats: count, ...estimate.shape, apparent: finite, what: text })),
  leaveOneSiteOut: orNot(z.array(z.strictObject({ site: text, ...areaResult.shape }))),
  /** Labels of IHC 0 and 1+ exchanged at random: what wrong labels would do to the measured AUC. */
  labelNoise: orNot(z.array(z.strictObject({ split: splitName, flipped: share, draws: count, ...estimate.shape }))),
  /** AUC of models fitted to shuffled labels: far from 0.5 means leakage. */
  permutation: orNot(
    z.strictObject({ permutations: count, mean: finite, lower: finite, upper: finite, observed: finite, p: share }),
  ),
  scores: z.array(scores),
  fitted: orNot(modelSection),
  /** New cohort only: each model feature against the training distribution. */
  shift: orNot(shiftResults),
  /** New cohort only: what the image quality gate of the service makes of the images. */
  quality: orNot(qualityResults).exactOptional(),
  /** The models that this one is compared with, as they were fitted on the training split: a new cohort is scored with them. */
  comparators: z.array(comparator).max(10).exactOptional(),
  /** What the checklists may state as fact. */
  facts: studyFacts,
});

export type ValidationResults = z.infer<typeof validationResultsSchema>;
