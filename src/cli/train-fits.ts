/** The repeated fits of a training over threads, with a progress bar. */
import { ServiceError } from '../core/index.ts';
import type { FitContext, FitOutcome, FitTask } from '../training/index.ts';
import { progressBar } from './progress-bar.ts';
import { runTasks } from './thread-pool.ts';

/**
 * Outcomes in the order of `tasks`, whatever the number of threads. Throws ServiceError where a thread ended: as one refused fit
 * more, a lack of memory would become part of the results.
 */
export async function runFits(
  context: FitContext,
  tasks: readonly FitTask[],
  workers: number | undefined,
): Promise<readonly FitOutcome[]> {
  const outcomes = new Array<FitOutcome>(tasks.length);
  const bar = progressBar(tasks.length, 0);
  const ended: string[] = [];
  const died = (message: string): FitOutcome => {
    ended.push(message);
    return { kind: 'refused', reason: message };
  };
  await runTasks<FitTask, FitOutcome>(
    tasks,
    { worker: 'train-worker', data: context, count: workers, died },
    (index, outcome) => {
      outcomes[index] = outcome;
      bar.advance();
    },
  );
  bar.end();
  if (ended.length > 0) {
    throw new ServiceError(
      'bad-configuration',
      `workers: ${ended.length} of ${tasks.length} repeated fits ended with their thread (${ended[0]}). Start the same command again, with fewer --workers where memory ran out; features are kept.`,
      { field: 'workers' },
    );
  }
  return outcomes;
}
