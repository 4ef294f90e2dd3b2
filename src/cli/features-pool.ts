/** Regions over worker threads. */
import type { Recipe } from './features-parameters.ts';
import type { RegionRequest } from './features-region.ts';
import type { RegionOutcome } from './features-worker.ts';
import { runTasks } from './thread-pool.ts';

/** Calls `done` once for each request, in the order in which they finish. */
export async function extractAll(
  requests: readonly RegionRequest[],
  recipe: Recipe,
  workers: number | undefined,
  done: (index: number, outcome: RegionOutcome) => void,
): Promise<void> {
  const died = (message: string): RegionOutcome => ({
    kind: 'failed',
    code: 'thread-ended',
    message: `the thread ended: ${message}`,
  });
  await runTasks(requests, { worker: 'features-worker', data: recipe, count: workers, died }, done);
}
