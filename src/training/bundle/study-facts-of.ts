/** What the pipeline knows of a study, one sentence each, for the reporting checklists. */
import type { MeasuredLesion } from '../cohort/cohort-table.ts';
import type { StudyFacts } from '../evaluation/study-facts.ts';
import type { ScoreFit } from '../pipeline/fit-score.ts';
import { type StabilityResults, stabilityText } from '../pipeline/unstable-features.ts';
import { cohortFacts } from './cohort-facts.ts';
import { extractionFacts } from './extraction-facts.ts';
import type { ModelConfig } from './model-config.ts';

/** What was done before the fit. */
export interface StudyInput {
  readonly config: ModelConfig;
  readonly lesions: readonly MeasuredLesion[];
  readonly names: readonly string[];
  readonly splitMethod: string;
  readonly stability: StabilityResults;
}

export function studyFactsOf(
  { config, lesions, names, splitMethod, stability: assessed }: StudyInput,
  fit: ScoreFit,
): StudyFacts {
  const over = stabilityText(assessed);
  const { pipeline, preprocessing } = config;
  const { usable, stability, harmonisation, redundancy, mrmr, lasso, clinical } = pipeline;
  const positives = lesions.filter(({ member }) => member.outcome === 1).length;
  const { intercept, slope } = fit.model.recalibration;
  return {
    ...cohortFacts(lesions),
    ...extractionFacts(preprocessing, names),
    ...(config.card.criteria === undefined ? {} : { eligibility: config.card.criteria }),
    software:
      'her2-low-cds: feature extraction, selection, model and validation in one program; versions in the manifest of the bundle.',
    splitMethod,
    segmentation:
      assessed.source === 'readers'
        ? `${assessed.readings} outlines for some of the training lesions.`
        : 'One outline for each lesion.',
    preprocessing: `Settings of the extraction: ${JSON.stringify(preprocessing).slice(0, 3000)}.`,
    featureCount: `${names.length} features were extracted; ${fit.model.features.length} are in the score.`,
    missingValues: `A feature with more than ${100 * usable.largestMissingShare} % missing values was dropped; others took the median of the training lesions. In use a lesion without a feature of the score has none.`,
    classImbalance: `${positives} positive and ${lesions.length - positives} negative lesions; no resampling or weighting.`,
    stability:
      over === undefined
        ? 'Not assessed: no lesion was outlined twice, and outlines were not perturbed.'
        : `Features with ICC(2,1) (${stability.of === 'lower' ? 'lower 95 % limit' : 'point estimate'}) under ${stability.threshold} over ${over} were dropped.`,
    scaling: 'z-scores with mean and standard deviation of the training lesions.',
    harmonisation:
      harmonisation.method === 'none'
        ? 'None.'
        : `ComBat by site${harmonisation.meanOnly ? ', mean only' : ''}, fitted on the training lesions and applied to them for the fit. All figures are of lesions scored without it, as in use.`,
    redundancy:
      redundancy.method === 'none'
        ? 'No filter.'
        : `Of features with |${redundancy.method} correlation| above ${redundancy.cutoff} one was kept.`,
    dimensionReduction:
      mrmr.variant === 'none' ? 'None before the LASSO.' : `mRMR (${mrmr.variant}), at most ${mrmr.count} features.`,
    algorithm: `Logistic regression with the ${lasso.alpha === 1 ? 'LASSO' : `elastic net, alpha ${lasso.alpha}`}.`,
    tuning: `lambda.${lasso.rule} by ${fit.curve.measure} in ${fit.folds}-fold cross-validation by patient.`,
    modelSelection: 'One pipeline, fixed beforehand in the training configuration.',
    sampleSize: `${lesions.length} lesions, ${lesions.filter(({ member }) => member.split === 'training').length} of them for training. Whether that number was planned is for the authors to say.`,
    clinicalPredictors: clinical.length === 0 ? 'None.' : `In the nomogram beside the score: ${clinical.join(', ')}.`,
    recalibration: `Logistic recalibration on the training lesions${pipeline.recalibration === 'out-of-fold' ? ' (scores out of fold)' : ''}: ${intercept.toFixed(4)} + ${slope.toFixed(4)} x linear predictor.`,
    intendedUse: config.model.intendedUse,
    modelFiles: 'The bundle holds the model as ONNX and as numbers in its manifest.',
  };
}
