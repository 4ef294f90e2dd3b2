/** Worker thread of an evaluation: features of one region, and what the quality gate of the service makes of its image. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { QualityFinding, QualityRules } from '../core/index.ts';
import { checkQuality, ImageFileError, readQualityInput } from '../imaging/index.ts';
import { compilePlan } from '../radiomics/index.ts';
import type { Recipe } from './features-parameters.ts';
import { extractRegion, type RegionRequest, readBounded } from './features-region.ts';
import type { RegionOutcome } from './features-worker.ts';
import { workerFailure } from './worker-failure.ts';

export interface EvaluationData {
  readonly recipe: Recipe;
  readonly rules: QualityRules;
}

export interface EvaluationTask {
  readonly request: RegionRequest;
  /** False where the gate has seen the image already. */
  readonly judge: boolean;
}

export interface EvaluationOutcome {
  readonly region: RegionOutcome;
  readonly findings?: readonly QualityFinding[];
}

const { recipe, rules } = workerData as EvaluationData;
const plan = compilePlan(recipe.featureNames, recipe.settings);

parentPort?.on('message', (task: EvaluationTask) => {
  answer(task)
    .catch((error: unknown): EvaluationOutcome => ({ region: workerFailure(error) }))
    .then((outcome) => parentPort?.postMessage(outcome));
});

async function answer({ request, judge }: EvaluationTask): Promise<EvaluationOutcome> {
  const region = await extractRegion(request, plan);
  return region.kind === 'features' && judge ? { region, findings: await findingsOf(request) } : { region };
}

async function findingsOf({ image, mask, label, spacing }: RegionRequest): Promise<readonly QualityFinding[]> {
  try {
    const input = await readQualityInput({
      image: await readBounded(image),
      mask: await readBounded(mask),
      imageName: path.basename(image),
      ...(label === undefined ? {} : { label }),
      ...(spacing === undefined ? {} : { spacing }),
    });
    return checkQuality(input, rules).findings;
  } catch (error) {
    // Features were there, so the files were: they are gone or changed.
    throw error instanceof ImageFileError ? new Error(`the image quality gate: ${error.message}`) : error;
  }
}
