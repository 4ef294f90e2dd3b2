/**
 * The thread that computes feature maps: started at the first, one map at a time, ended after a time without work. A map that
 * takes too long is ended with its thread.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../imaging/index.ts';
import type { MapReply, MapTask } from './feature-map-thread.ts';

const MODULE = new URL(import.meta.url.endsWith('.ts') ? './feature-map-thread.ts' : './feature-map-thread.js', import.meta.url);
const IDLE_MS = 60_000;

export type MapOutcome = MapReply | { readonly kind: 'ended'; readonly cause: 'time' | 'failure' };

export interface MapThread {
  /** The limit is for this map alone, from when its turn comes. Undefined where too many wait already. */
  compute(task: MapTask, timeoutMs: number): Promise<MapOutcome> | undefined;
  close(): Promise<void>;
}

export function createMapThread(maxWaiting: number): MapThread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let pending = 0;
  let last: Promise<unknown> = Promise.resolve();
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const started = (): Worker => {
    const thread = startThread(MODULE, undefined);
    // For the whole life of the thread: an error event that nobody listens to ends the process.
    return thread
      .on('error', () => undefined)
      .once('exit', () => {
        if (worker === thread) worker = undefined;
      });
  };
  const run = async (task: MapTask, timeoutMs: number): Promise<MapOutcome> => {
    clearTimeout(idle);
    worker ??= started();
    const outcome = await ask(worker, task, timeoutMs);
    if (outcome.kind === 'ended') await end();
    else idle = setTimeout(() => void end(), IDLE_MS).unref();
    return outcome;
  };
  return {
    compute: (task, timeoutMs) => {
      if (pending > maxWaiting) return undefined;
      pending += 1;
      const outcome = last
        .then(() => run(task, timeoutMs))
        .finally(() => {
          pending -= 1;
        });
      last = outcome.catch(() => undefined);
      return outcome;
    },
    close: end,
  };
}

/** Only a thread that is waited for keeps the process alive. */
function ask(worker: Worker, task: MapTask, timeoutMs: number): Promise<MapOutcome> {
  return new Promise((resolve) => {
    const finish = (outcome: MapOutcome): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('exit', failed).unref();
      resolve(outcome);
    };
    const failed = (): void => finish({ kind: 'ended', cause: 'failure' });
    const timer = setTimeout(() => finish({ kind: 'ended', cause: 'time' }), timeoutMs);
    worker.ref();
    worker.on('message', finish).on('exit', failed);
    worker.postMessage(task);
  });
}
