/** `her2-cds train`: reads configuration and cohort, measures, trains over threads, checks the ONNX file, writes the bundle whole. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { type ModelConfig, PipelineRefusal, refuseUntrainable, type TrainedModel, trainModel } from '../training/index.ts';
import { recipeOf } from './features-parameters.ts';
import { counted } from './reason-counts.ts';
import { writeBundle } from './train-bundle.ts';
import { plannedTraining, type TrainingCohort, trainingCohort } from './train-cohort.ts';
import { readTrainConfig } from './train-config.ts';
import { featuresFromImages, featuresFromTable, type TrainingFeatures } from './train-features.ts';
import { runFits } from './train-fits.ts';
import type { TrainOptions } from './train-options.ts';
import { flatPreprocessing } from './train-preprocessing.ts';
import { summaryJson, summaryText } from './train-summary.ts';

export async function runTrain(options: TrainOptions): Promise<void> {
  const { out } = options;
  if (existsSync(out)) throw unusable('out', `${out} exists already: a bundle is never changed`);
  const config = await readTrainConfig(options);
  const ofBundle = { ...config, preprocessing: flatPreprocessing(config.preprocessing) };
  const work = options.work ?? `${out}.work`;
  const cohort = await trainingCohort(options, config, work);
  const features = await featuresOf(options, config, cohort, work);
  // Again, where lesions have dropped out since.
  if (features.failed.length > 0)
    refuseUntrainable(
      plannedTraining(
        config,
        features.lesions.map(({ member }) => member),
      ),
    );
  const trained = await train(options, ofBundle, cohort, features);
  await writeBundle(out, ofBundle, trained);
  process.stdout.write(`${options.json ? summaryJson(trained, out) : summaryText(trained, out)}\n`);
}

async function featuresOf(
  { features, cohort, workers }: TrainOptions,
  config: ModelConfig,
  { members }: TrainingCohort,
  work: string,
): Promise<TrainingFeatures> {
  if (features !== undefined) return featuresFromTable(features, members);
  const recipe = recipeOf(config.preprocessing, undefined);
  return featuresFromImages(members, path.dirname(cohort), recipe, work, workers, config.pipeline);
}

async function train(
  { workers }: TrainOptions,
  config: ModelConfig,
  { flow, splitMethod }: TrainingCohort,
  { names, lesions, readings, failed }: TrainingFeatures,
): Promise<TrainedModel> {
  try {
    return await trainModel({
      config,
      lesions,
      names,
      readings,
      splitMethod,
      createdWith: { software: 'her2-low-cds', node: process.version },
      flow: [...flow, { step: 'With features', remaining: lesions.length, excluded: counted(failed) }],
      runFits: (context, tasks) => runFits(context, tasks, workers),
    });
  } catch (error) {
    if (!(error instanceof PipelineRefusal)) throw error;
    throw unusable('cohort', error.message);
  }
}

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why.replace(/\.$/, '')}.`, { field });
}
