/** Worker thread of a batch: compiles the recipe once, then answers one region at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { compilePlan } from '../radiomics/index.ts';
import type { Recipe } from './features-parameters.ts';
import { extractRegion, type RegionFeatures, type RegionRefused, type RegionRequest } from './features-region.ts';
import { type WorkerFailure, workerFailure } from './worker-failure.ts';

export type RegionOutcome = RegionFeatures | RegionRefused | WorkerFailure;

const { settings, featureNames } = workerData as Recipe;
const plan = compilePlan(featureNames, settings);

parentPort?.on('message', (request: RegionRequest) => {
  extractRegion(request, plan)
    .catch(workerFailure)
    .then((outcome) => parentPort?.postMessage(outcome));
});
