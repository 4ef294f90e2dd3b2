/**
 * Codec threads: started at the first frame that needs one, used again, ended after a time without work. A decode that takes
 * too long is ended with its thread; nothing that a stream does can hold up the service.
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { CodecReply, CodecRequest } from './codec-messages.ts';
import { startThread } from './start-thread.ts';

const MODULE = new URL(import.meta.url.endsWith('.ts') ? './codec-thread.ts' : './codec-thread.js', import.meta.url);
const MAX_THREADS = Math.min(4, availableParallelism());
const START_MS = 30_000;
const IDLE_MS = 60_000;

const idle = new Map<Worker, NodeJS.Timeout>();
const waiting: (() => void)[] = [];
let busy = 0;

/** `timeoutMs` is for the decoding alone. The bytes are copied, so that the caller keeps its own. */
export async function runCodec(request: CodecRequest, timeoutMs: number): Promise<CodecReply> {
  if (busy >= MAX_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy += 1;
  try {
    const worker = takeIdle() ?? (await readyThread());
    if (worker === undefined) return { kind: 'failed', cause: 'ended' };
    const reply = await ask(worker, request, timeoutMs);
    if (reply.kind === 'failed' && (reply.cause === 'time' || reply.cause === 'ended')) await worker.terminate();
    else putIdle(worker);
    return reply;
  } finally {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }
}

function takeIdle(): Worker | undefined {
  const [worker, timer] = [...idle].at(-1) ?? [];
  if (worker === undefined) return undefined;
  clearTimeout(timer);
  idle.delete(worker);
  return worker;
}

function putIdle(worker: Worker): void {
  const end = (): void => {
    idle.delete(worker);
    void worker.terminate();
  };
  idle.set(worker, setTimeout(end, IDLE_MS).unref());
}

async function readyThread(): Promise<Worker | undefined> {
  const worker = startThread(MODULE, undefined);
  // For the whole life of the thread: an error event that nobody listens to ends the process.
  worker.on('error', () => undefined).once('exit', () => idle.delete(worker));
  const ready = await nextMessage<'ready'>(worker, START_MS);
  if (ready === 'ready') return worker;
  await worker.terminate();
  return undefined;
}

async function ask(worker: Worker, request: CodecRequest, timeoutMs: number): Promise<CodecReply> {
  worker.postMessage(request);
  return nextMessage<CodecReply>(worker, timeoutMs);
}

interface NoMessage {
  readonly kind: 'failed';
  readonly cause: 'time' | 'ended';
}

/** Only a thread that is waited for keeps the process alive. */
function nextMessage<T>(worker: Worker, timeoutMs: number): Promise<T | NoMessage> {
  return new Promise((resolve) => {
    const finish = (outcome: T | NoMessage): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('exit', ended);
      worker.unref();
      resolve(outcome);
    };
    const ended = (): void => finish({ kind: 'failed', cause: 'ended' });
    const timer = setTimeout(() => finish({ kind: 'failed', cause: 'time' }), timeoutMs);
    worker.ref();
    worker.on('message', finish).on('exit', ended);
  });
}
