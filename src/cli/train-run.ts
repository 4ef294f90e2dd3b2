/** `her2-cds train`: reads configuration and cohort, measures, trains over threads, checks the ONNX file, writes the bundle whole. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { ONNX_FILE, openOnnx, packBundle } from '../model/index.ts';
import {
  type Cohort,
  checklistsCsv,
  type FitContext,
  type FitOutcome,
  type FitTask,
  type ModelConfig,
  PipelineRefusal,
  parseCohort,
  parseEndpoint,
  reportCsv,
  reportHtml,
  type TrainedModel,
  trainedCard,
  trainModel,
  VALIDATION_FILE,
} from '../training/index.ts';
import { readTable } from './evaluate-cohort.ts';
import { recipeOf } from './features-parameters.ts';
import { progressBar } from './progress-bar.ts';
import { counted } from './reason-counts.ts';
import { runTasks } from './thread-pool.ts';
import { readTrainConfig } from './train-config.ts';
import { featuresFromImages, featuresFromTable, type TrainingFeatures } from './train-features.ts';
import { flatPreprocessing } from './train-preprocessing.ts';

export interface TrainOptions {
  readonly cohort: string;
  readonly config: string;
  readonly out: string;
  readonly features?: string;
  readonly endpoint?: string;
  readonly work?: string;
  readonly workers?: number;
  readonly json?: true;
}

const AGREEMENT = 1e-12;

export async function runTrain(options: TrainOptions): Promise<void> {
  if (existsSync(options.out)) throw unusable('out', `${options.out} exists already: a bundle is never changed`);
  const config = await readTrainConfig(options);
  const ofBundle = { ...config, preprocessing: flatPreprocessing(config.preprocessing) };
  const table = await readTable(options.cohort, 'cohort');
  const cohort = parseCohort(table, {
    endpoint: parseEndpoint(config.endpoint),
    seed: config.pipeline.seed,
    ...(config.trainingTenths === undefined ? {} : { trainingTenths: config.trainingTenths }),
  });
  for (const { row, reason } of cohort.rejected) process.stderr.write(`row ${row} left out: ${reason}\n`);
  const features = await featuresOf(options, config, cohort);
  const trained = await train(options, ofBundle, cohort, features, table.length - 1);
  const files = packBundle(
    trained.content,
    trainedCard(ofBundle, trained, cohort.rejected.length),
    new Map(
      Object.entries({
        [VALIDATION_FILE]: `${JSON.stringify(trained.results)}\n`,
        'validation.csv': reportCsv(trained.results),
        'report.html': reportHtml(trained.results),
        'checklists.csv': checklistsCsv(trained.results),
        'stability.json': `${JSON.stringify(trained.stability)}\n`,
      }).map(([file, text]) => [file, new TextEncoder().encode(text)]),
    ),
  );
  await checkOnnx(files.get(ONNX_FILE) as Uint8Array, trained.checks);
  await writeFolder(options.out, files);
  process.stdout.write(options.json ? `${JSON.stringify(summaryOf(trained, options.out))}\n` : inWords(trained, options.out));
}

async function featuresOf(options: TrainOptions, config: ModelConfig, { members }: Cohort): Promise<TrainingFeatures> {
  if (options.features !== undefined) return featuresFromTable(options.features, members);
  const recipe = recipeOf(config.preprocessing, undefined);
  return featuresFromImages(
    members,
    path.dirname(options.cohort),
    recipe,
    options.work ?? `${options.out}.work`,
    options.workers,
  );
}

async function train(
  { workers }: TrainOptions,
  config: ModelConfig,
  cohort: Cohort,
  { names, lesions, readings, failed }: TrainingFeatures,
  rows: number,
): Promise<TrainedModel> {
  try {
    return await trainModel({
      config,
      lesions,
      names,
      readings,
      splitMethod: cohort.splitMethod,
      createdWith: { software: 'her2-low-cds', node: process.version },
      flow: [
        { step: 'Rows of the cohort table', remaining: rows, excluded: [] },
        {
          step: 'With the outcome',
          remaining: cohort.members.length,
          excluded: counted(cohort.rejected.map(({ reason }) => reason)),
        },
        { step: 'With features', remaining: lesions.length, excluded: counted(failed) },
      ],
      runFits: (context, tasks) => runFits(context, tasks, workers),
    });
  } catch (error) {
    if (!(error instanceof PipelineRefusal)) throw error;
    throw unusable('cohort', error.message);
  }
}

async function runFits(
  context: FitContext,
  tasks: readonly FitTask[],
  workers: number | undefined,
): Promise<readonly FitOutcome[]> {
  const outcomes = new Array<FitOutcome>(tasks.length);
  const bar = progressBar(tasks.length, 0);
  const died = (message: string): FitOutcome => ({ kind: 'refused', reason: `the thread ended: ${message}` });
  await runTasks<FitTask, FitOutcome>(
    tasks,
    { worker: 'train-worker', data: context, count: workers, died },
    (index, outcome) => {
      outcomes[index] = outcome;
      bar.advance();
    },
  );
  bar.end();
  return outcomes;
}

async function checkOnnx(onnx: Uint8Array, checks: TrainedModel['checks']): Promise<void> {
  const session = await openOnnx(onnx);
  for (const { values, linearPredictor, probability } of checks) {
    if (!values.every(Number.isFinite)) continue;
    const actual = await session.run(values);
    const tolerance = AGREEMENT * Math.max(1, Math.abs(linearPredictor));
    if (
      Math.abs(actual.linearPredictor - linearPredictor) > tolerance ||
      Math.abs(actual.probability - probability) > AGREEMENT
    ) {
      throw new ServiceError('internal', 'the ONNX file does not compute what the model does on a training lesion');
    }
  }
}

/** Under another name first: there is a whole bundle or none. */
async function writeFolder(out: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const part = `${out}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  for (const [file, bytes] of files) await writeFile(path.join(part, file), bytes);
  await rename(part, out);
}

function summaryOf({ content, fit, results }: TrainedModel, out: string) {
  return {
    out,
    features: content.features.map(({ name, coefficient }) => ({ name, coefficient })),
    steps: fit.steps,
    results: content.results,
    nestedCrossValidation: results.nestedCrossValidation,
  };
}

function inWords(trained: TrainedModel, out: string): string {
  const { nestedCrossValidation: nested } = trained.results;
  const range = ({ value, lower, upper }: { value: number; lower: number; upper: number }): string =>
    `${value.toFixed(3)} (95 % CI ${lower.toFixed(3)} to ${upper.toFixed(3)})`;
  return [
    ...trained.fit.steps.map(({ step, remaining, detail }) => `${step.padEnd(14)} ${String(remaining).padStart(5)}  ${detail}`),
    ...trained.content.results.map(({ split, auc, lesions }) => `${split}: AUC ${range(auc)}, ${lesions} lesions`),
    'notComputed' in nested ? `nested cross-validation: ${nested.notComputed}` : `nested cross-validation: AUC ${range(nested)}`,
    `Bundle: ${out}; report: ${path.join(out, 'report.html')}`,
    '',
  ].join('\n');
}

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why.replace(/\.$/, '')}.`, { field });
}
