/**
 * Facts about a study that its configuration holds and that reporting checklists ask for. The pipeline states those that
 * it knows, one sentence each; what is absent is left to the authors.
 */
import { z } from 'zod';
import { text } from './results-parts.ts';

const STUDY_FACTS = [
  'software',
  'referenceStandard',
  'eligibility',
  'dataSource',
  'splitMethod',
  'imaging',
  'interval',
  'segmentation',
  'readers',
  'preprocessing',
  'resampling',
  'discretisation',
  'imageTypes',
  'featureClasses',
  'featureCount',
  'extractionDefaults',
  'missingValues',
  'classImbalance',
  'stability',
  'scaling',
  'harmonisation',
  'redundancy',
  'dimensionReduction',
  'algorithm',
  'tuning',
  'modelSelection',
  'confounders',
  'sampleSize',
  'clinicalPredictors',
  'recalibration',
  'intendedUse',
  'modelFiles',
] as const;

export type StudyFact = (typeof STUDY_FACTS)[number];

export const studyFacts = z.partialRecord(z.enum(STUDY_FACTS), text);
export type StudyFacts = z.infer<typeof studyFacts>;
