/** Worker thread of a batch: compiles the recipe once, then answers one region at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { compilePlan } from '../radiomics/index.ts';
import type { Recipe } from './features-parameters.ts';
import { extractRegion, type RegionFeatures, type RegionRefused, type RegionRequest } from './features-region.ts';

export interface WorkerFailure {
  readonly kind: 'failed';
  readonly code: string;
  readonly message: string;
}

export type RegionOutcome = RegionFeatures | RegionRefused | WorkerFailure;

const { settings, featureNames } = workerData as Recipe;
const plan = compilePlan(featureNames, settings);

parentPort?.on('message', (request: RegionRequest) => {
  extractRegion(request, plan)
    .catch(failure)
    .then((outcome) => parentPort?.postMessage(outcome));
});

function failure(error: unknown): WorkerFailure {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return { kind: 'failed', code: typeof code === 'string' ? code : 'internal', message: String(message) };
}
