/** Regions over worker threads. A thread that dies takes only its own region with it. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Recipe } from './features-parameters.ts';
import type { RegionRequest } from './features-region.ts';
import type { RegionOutcome } from './features-worker.ts';

/** Built, a thread runs plain JavaScript; from source it has to load the TypeScript loader first, which it does not inherit. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = new URL(FROM_SOURCE ? './features-worker.ts' : './features-worker.js', import.meta.url);
const LOADER = 'tsx/esm/api';
const SOURCE_THREAD = `
import(${JSON.stringify(LOADER)})
  .then(({ register }) => register())
  .then(() => import(${JSON.stringify(WORKER.href)}))`;

function startThread(recipe: Recipe): Worker {
  return FROM_SOURCE ? new Worker(SOURCE_THREAD, { eval: true, workerData: recipe }) : new Worker(WORKER, { workerData: recipe });
}

/** Calls `done` once for each request, in the order in which they finish. */
export async function extractAll(
  requests: readonly RegionRequest[],
  recipe: Recipe,
  workers: number = availableParallelism(),
  done: (index: number, outcome: RegionOutcome) => void,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      while (next < requests.length) {
        const index = next++;
        worker ??= startThread(recipe);
        const outcome = await ask(worker, requests[index]!);
        if (outcome.kind === 'failed' && outcome.code === THREAD_ENDED) worker = undefined;
        done(index, outcome);
      }
    } finally {
      await worker?.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, requests.length) }, lane));
}

const THREAD_ENDED = 'thread-ended';

function ask(worker: Worker, request: RegionRequest): Promise<RegionOutcome> {
  return new Promise((resolve) => {
    const finish = (outcome: RegionOutcome): void => {
      worker.off('message', finish).off('error', failed).off('exit', ended);
      resolve(outcome);
    };
    const died = (message: string): void =>
      finish({ kind: 'failed', code: THREAD_ENDED, message: `the thread ended: ${message}` });
    const failed = (error: unknown): void => died(error instanceof Error ? error.message : String(error));
    const ended = (code: number): void => died(`exit code ${code}`);
    worker.on('message', finish).on('error', failed).on('exit', ended);
    worker.postMessage(request);
  });
}
