/**
 * The thread that computes feature maps: started at the first, one map at a time, ended after a time without work. A map that
 * takes too long is ended with its thread.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../imaging/index.ts';
import type { MapReply, MapTask } from './feature-map-thread.ts';

const MODULE = new URL(import.meta.url.endsWith('.ts') ? './feature-map-thread.ts' : './feature-map-thread.js', import.meta.url);
const START_MS = 30_000;
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
  const started = async (): Promise<Worker | Ended> => {
    const thread = startThread(MODULE, undefined);
    worker = thread;
    // For the whole life of the thread: an error event that nobody listens to ends the process.
    thread
      .on('error', () => undefined)
      .once('exit', () => {
        if (worker === thread) worker = undefined;
      });
    const ready = await nextMessage<'ready'>(thread, START_MS);
    if (ready === 'ready') return thread;
    await end();
    return ready;
  };
  const run = async (task: MapTask, timeoutMs: number): Promise<MapOutcome> => {
    clearTimeout(idle);
    const thread = worker ?? (await started());
    if ('kind' in thread) return thread;
    thread.postMessage(task);
    const outcome = await nextMessage<MapReply>(thread, timeoutMs);
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

type Ended = Extract<MapOutcome, { kind: 'ended' }>;

/** Only a thread that is waited for keeps the process alive. */
function nextMessage<T>(worker: Worker, timeoutMs: number): Promise<T | Ended> {
  return new Promise((resolve) => {
    const finish = (outcome: T | Ended): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('exit', failed).unref();
      resolve(outcome);
    };
    const failed = (): void => finish({ kind: 'ended', cause: 'failure' });
    const timer = setTimeout(() => finish({ kind: 'ended', cause: 'time' }), timeoutMs);
    worker.ref();
    worker.on('message', finish).on('exit', failed);
  });
}
