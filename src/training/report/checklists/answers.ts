/** Answers that the results hold, one function a topic; undefined where they hold none. */
import { isComputed } from '../../evaluation/results-parts.ts';
import type { StudyFact } from '../../evaluation/study-facts.ts';
import type { ValidationResults } from '../../validation-results.ts';
import { decimals, estimateText } from '../number-text.ts';
import { SPLIT_TITLES } from '../split-style.ts';

type Answer = (results: ValidationResults) => string | undefined;

const COMPUTED = {
  endpoint: ({ endpoint }) => `${endpoint.definition}. Positive: ${endpoint.positive}; negative: ${endpoint.negative}.`,
  splits: ({ cohort }) =>
    `${cohort.map(({ split, patients, lesions, positives }) => `${SPLIT_TITLES[split]}: ${patients} patients, ${lesions} lesions, ${positives} positive`).join('; ')}.`,
  sites: ({ cohort }) => {
    const sites = new Set(cohort.flatMap((split) => Object.keys(split.sites)).filter((site) => site !== 'not stated'));
    return sites.size === 0 ? undefined : `${sites.size} ${sites.size === 1 ? 'site' : 'sites'}, listed in Patients.`;
  },
  baseline: () => 'Table in Patients: age, size, IHC scores, sites and devices of each split.',
  flow: ({ flow }) => (isComputed(flow) ? 'Figure in Patients, with the number and reason of every exclusion.' : undefined),
  metrics: () =>
    'AUC, sensitivity, specificity, predictive values, accuracy and F1 at the training cut-off; calibration; decision curve.',
  uncertainty: () =>
    'DeLong intervals of the AUC (Newcombe at 0 and 1), Wilson intervals of proportions, 95 % intervals of calibration slope and intercept.',
  performance: ({ discrimination }) => {
    const areas = discrimination.flatMap(({ split, auc }) =>
      isComputed(auc) ? [`${SPLIT_TITLES[split]} AUC ${estimateText(auc)}`] : [],
    );
    return areas.length === 0 ? undefined : `${areas.join('; ')}.`;
  },
  comparison: ({ discrimination }) => {
    const compared = discrimination.flatMap(({ comparisons }) =>
      comparisons.flatMap(({ against, result }) => (isComputed(result) ? [against] : [])),
    );
    return compared.length === 0 ? undefined : `Paired DeLong tests against: ${[...new Set(compared)].join(', ')}.`;
  },
  calibration: ({ calibration }) => {
    const slopes = calibration.flatMap(({ split, result }) =>
      isComputed(result) ? [`${SPLIT_TITLES[split]} slope ${estimateText(result.slope, 2)}`] : [],
    );
    return slopes.length === 0 ? undefined : `${slopes.join('; ')}; curves, Brier score and Hosmer-Lemeshow test in Calibration.`;
  },
  decisionCurve: ({ decisionCurves }) => (isComputed(decisionCurves) ? 'Decision curve of each split.' : undefined),
  strata: ({ strata }) => {
    const dimensions = [...new Set(strata.map(({ dimension }) => dimension))];
    return dimensions.length === 0 ? undefined : `AUC and calibration in the large by ${dimensions.join(', ')}.`;
  },
  subgroups: ({ subgroups }) => (isComputed(subgroups) ? 'AUC of HER2-zero against IHC 1+, 2+, low and positive.' : undefined),
  internalTest: ({ optimism, nestedCrossValidation }) => {
    const parts = [
      isComputed(optimism) ? `bootstrap-corrected AUC ${decimals(optimism.corrected)} (${optimism.resamples} samples)` : '',
      isComputed(nestedCrossValidation) ? `nested cross-validation AUC ${estimateText(nestedCrossValidation)}` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? undefined : `${parts.join('; ')}.`;
  },
  externalTest: ({ cohort, discrimination }) => {
    const external = discrimination.find(({ split }) => split === 'external');
    if (external === undefined || !isComputed(external.auc)) return undefined;
    const lesions = cohort.find(({ split }) => split === 'external')?.lesions;
    return `${lesions} lesions of the external split: AUC ${estimateText(external.auc)}.`;
  },
  siteDifferences: ({ leaveOneSiteOut }) =>
    isComputed(leaveOneSiteOut) ? `Leave-one-site-out over ${leaveOneSiteOut.length} sites.` : undefined,
  leakage: ({ permutation }) =>
    isComputed(permutation)
      ? `Models of shuffled labels reach a mean AUC of ${decimals(permutation.mean)} (0.5 expected).`
      : undefined,
  specification: ({ fitted }) =>
    isComputed(fitted)
      ? `Intercept and ${fitted.coefficients.length} coefficients in Model; exact values in the bundle.`
      : undefined,
  featureSelection: ({ fitted }) =>
    isComputed(fitted)
      ? `${fitted.candidates} candidate features, ${fitted.coefficients.length} terms in the final model.`
      : undefined,
  dimensions: ({ fitted, cohort }) => {
    const training = cohort.find(({ split }) => split === 'training');
    if (!isComputed(fitted) || training === undefined) return undefined;
    const fewest = Math.min(training.positives, training.lesions - training.positives);
    return `${fewest} training lesions in the smaller class; ${decimals(fewest / fitted.candidates, 2)} for each candidate feature, ${decimals(fewest / fitted.coefficients.length, 1)} for each feature of the model.`;
  },
  oneModality: () => 'Features of one B-mode ultrasound image for each lesion.',
  inputHandling: () =>
    'An image that fails the quality gate or a lesion unlike those of the training gets no score, with the reason; a missing feature is never replaced in use.',
  interaction: () => 'Users give the outline of the lesion, or confirm one; nothing else is entered.',
  updating: ({ cohort }) =>
    cohort.some(({ split }) => split === 'training')
      ? undefined
      : 'None: the model was locked and nothing was fitted to these lesions.',
  calculation: ({ model }) =>
    `By the bundle ${model.id} ${model.version}: features of her2-low-cds, then the linear predictor and logistic function of its ONNX file.`,
  interpretability: ({ fitted }) => (isComputed(fitted) ? 'Coefficients and nomogram; the score is a sum.' : undefined),
  output: ({ endpoint, cutOff }) =>
    `A probability of ${endpoint.positive}; cut-off ${decimals(cutOff.probability)} (${cutOff.origin}).`,
  eventCounts: ({ cohort }) =>
    `${cohort.map(({ split, lesions, positives }) => `${SPLIT_TITLES[split]} ${positives}/${lesions}`).join('; ')} positive lesions.`,
  checklists: () => 'CLEAR, METRICS and TRIPOD+AI are filled below as far as the software can.',
} as const satisfies Readonly<Record<string, Answer>>;

export type AnswerKey = keyof typeof COMPUTED | StudyFact;

export function answerOf(key: AnswerKey, results: ValidationResults): string | undefined {
  const computed: Readonly<Partial<Record<AnswerKey, Answer>>> = COMPUTED;
  const of = computed[key];
  return of === undefined ? results.facts[key as StudyFact] : of(results);
}
