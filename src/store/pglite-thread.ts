/**
 * The program of the worker thread that holds PGlite: creating a database blocks its thread for 4 to 5 s and opening one
 * for 0.6 s, so that on the main thread every request would wait. It is plain JavaScript in a string, since a thread's file
 * would have another name from source (.ts) than built (.js), and Node 20 runs only the second.
 */
import type { Row } from './database.ts';

export interface ThreadData {
  /** Resolved path of PGlite's CommonJS build. */
  readonly module: string;
  readonly directory: string;
}

/** `close` ends the thread. */
export type ThreadRequest =
  | { readonly kind: 'query'; readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'close' };

/** `failed` carries the SQLSTATE and no text: a PostgreSQL message may quote data. */
export type ThreadReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly Row[] }
  | { readonly kind: 'failed'; readonly id: number; readonly code: string };

export const PGLITE_THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { PGlite } = require(workerData.module);
PGlite.create(workerData.directory).then((database) => {
  parentPort.on('message', (request) => {
    if (request.kind === 'close') {
      database.close().finally(() => process.exit());
      return;
    }
    database.query(request.sql, request.parameters).then(
      ({ rows }) => parentPort.postMessage({ kind: 'rows', id: request.id, rows }),
      (error) => parentPort.postMessage({ kind: 'failed', id: request.id, code: String(error.code) }),
    );
  });
  parentPort.postMessage({ kind: 'ready' });
});
`;
