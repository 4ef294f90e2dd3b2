/** Tasks over worker threads. A thread that dies takes only its own task with it. */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../imaging/index.ts';

export interface Threads<Outcome> {
  /** File beside this one, without its ending; it gets `data` as workerData and answers each message with one. */
  readonly worker: string;
  readonly data: unknown;
  /** Default: one for each processor. */
  readonly count: number | undefined;
  /** Outcome of a task whose thread ended. */
  died(message: string): Outcome;
}

/** Calls `done` once for each task, in the order in which they finish. */
export async function runTasks<Task, Outcome>(
  tasks: readonly Task[],
  threads: Threads<Outcome>,
  done: (index: number, outcome: Outcome) => void,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      while (next < tasks.length) {
        const index = next++;
        worker ??= threadOf(threads);
        const answer = await ask<Outcome>(worker, tasks[index]);
        if (answer.kind === 'died') worker = undefined;
        done(index, answer.kind === 'died' ? threads.died(answer.message) : answer.outcome);
      }
    } finally {
      await worker?.terminate();
    }
  };
  const count = threads.count ?? availableParallelism();
  await Promise.all(Array.from({ length: Math.min(count, tasks.length) }, lane));
}

function threadOf({ worker, data }: Pick<Threads<unknown>, 'worker' | 'data'>): Worker {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return startThread(new URL(`./${worker}.${ending}`, import.meta.url), data);
}

type Answer<Outcome> =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'died'; readonly message: string };

function ask<Outcome>(worker: Worker, task: unknown): Promise<Answer<Outcome>> {
  return new Promise((resolve) => {
    const finish = (answer: Answer<Outcome>): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      resolve(answer);
    };
    const answered = (outcome: Outcome): void => finish({ kind: 'answered', outcome });
    const failed = (error: unknown): void =>
      finish({ kind: 'died', message: error instanceof Error ? error.message : String(error) });
    const ended = (code: number): void => finish({ kind: 'died', message: `exit code ${code}` });
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage(task);
  });
}
