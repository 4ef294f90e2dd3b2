/** What is known of a locked model and of the cohort that it is evaluated on, one sentence each, for the reporting checklists. */
import type { Manifest } from '../../model/index.ts';
import { type CohortRecord, cohortFacts } from '../bundle/cohort-facts.ts';
import { extractionFacts } from '../bundle/extraction-facts.ts';
import type { StudyFacts } from './study-facts.ts';

export function evaluationFacts(manifest: Manifest, lesions: readonly CohortRecord[]): StudyFacts {
  const names = manifest.features.map(({ name }) => name);
  const { clinicalInputs } = manifest;
  return {
    ...cohortFacts(lesions),
    ...extractionFacts(manifest.preprocessing, names),
    software: 'her2-low-cds: feature extraction, score and evaluation in one program.',
    splitMethod:
      'None: every row counts as external. That no patient of this cohort had a part in the fit is for the authors to say.',
    preprocessing: `As the model was fitted with: ${JSON.stringify(manifest.preprocessing).slice(0, 3000)}.`,
    featureCount: `The ${names.length} features of the model.`,
    missingValues: 'A lesion without a feature of the model is left out and counted; nothing is filled in.',
    classImbalance: 'No resampling or weighting.',
    scaling: 'z-scores with mean and standard deviation of the training lesions, as the manifest holds them.',
    algorithm: 'The logistic model of the bundle, locked.',
    sampleSize: `${lesions.length} lesions with features. Whether that number was planned is for the authors to say.`,
    ...(clinicalInputs === undefined
      ? {}
      : { clinicalPredictors: `In the model beside the score: ${clinicalInputs.inputs.map(({ name }) => name).join(', ')}.` }),
    intendedUse: manifest.intendedUse,
    modelFiles: 'The bundle holds the model as ONNX and as numbers in its manifest.',
  };
}
