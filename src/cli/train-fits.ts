/** The repeated fits of a training over threads, with a progress bar. */
import type { FitContext, FitOutcome, FitTask } from '../training/index.ts';
import { progressBar } from './progress-bar.ts';
import { runTasks } from './thread-pool.ts';

/** Outcomes in the order of `tasks`, whatever the number of threads. */
export async function runFits(
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
