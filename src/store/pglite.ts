/**
 * The embedded database: PGlite (PostgreSQL in WebAssembly) in a worker thread, in a directory of its own under a lock.
 * Measured on 2 cores: creating it takes 4 to 6 s and 740 MB resident, opening an existing one 0.6 s and 300 MB; then
 * about 1 ms a statement. So it is created in one thread, which then ends and gives its memory back, and opened in a second.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ServiceError } from '../core/index.ts';
import type { Database, DatabaseSource, Row } from './database.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { migrate } from './migrations.ts';
import { PGLITE_THREAD, type ThreadData, type ThreadReply, type ThreadRequest } from './pglite-thread.ts';

/** Makes the directory where it is missing and takes its lock; throws ServiceError `bad-configuration` where another process has it. */
export async function pgliteSource(directory: string): Promise<DatabaseSource> {
  const lock = await takeDirectory(directory);
  const data = path.join(directory, 'pgdata');
  return {
    mayHoldRows: () => existsSync(data),
    async open() {
      if (!existsSync(data)) await create(data);
      const database = await openThread(data);
      try {
        await migrate(database.query);
      } catch (error) {
        await database.close();
        throw error;
      }
      return {
        query: async (sql, parameters) => {
          if (!lock.isHeld()) throw new Error('another process has taken the directory');
          return database.query(sql, parameters);
        },
        close: database.close,
      };
    },
    release: async () => lock.release(),
  };
}

async function takeDirectory(directory: string): Promise<DirectoryLock> {
  try {
    await mkdir(directory, { recursive: true });
    return await lockDirectory(directory);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('bad-configuration', `The database directory ${directory} cannot be made or written`, {
      field: 'HER2_DATA',
      cause: error,
    });
  }
}

/** Made under another name first: a creation that was cut off must not look like a database. */
async function create(data: string): Promise<void> {
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await (await openThread(unfinished)).close();
  await rename(unfinished, data);
}

interface Waiting {
  resolve(rows: readonly Row[]): void;
  reject(error: Error): void;
}

async function openThread(data: string): Promise<Database> {
  const worker = startWorker(data);
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let alive = true;
  const send = (request: ThreadRequest): void => worker.postMessage(request);
  // An idle database keeps no process from ending; a statement under way does.
  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return found;
  };
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const failAll = (): void => {
    alive = false;
    for (const { reject } of waiting.values()) reject(new Error('the embedded database ended'));
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.once('exit', () => {
      failAll();
      reject(new Error('the embedded database ended'));
    });
    worker.on('message', (message: ThreadReply) => {
      switch (message.kind) {
        case 'ready':
          resolve();
          break;
        case 'rows':
          settle(message.id)?.resolve(message.rows);
          break;
        case 'failed':
          settle(message.id)?.reject(Object.assign(new Error('statement failed'), { code: message.code }));
          break;
      }
    });
  });
  worker.unref();

  return {
    query: (sql, parameters = []) =>
      new Promise<readonly Row[]>((resolve, reject) => {
        if (!alive) {
          reject(new Error('the embedded database ended'));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.ref();
        send({ kind: 'query', id, sql, parameters });
      }),
    async close() {
      if (!alive) return;
      worker.ref();
      send({ kind: 'close' });
      await ended;
    },
  };
}

function startWorker(directory: string): Worker {
  const data: ThreadData = { module: createRequire(import.meta.url).resolve('@electric-sql/pglite'), directory };
  return new Worker(PGLITE_THREAD, { eval: true, workerData: data });
}
