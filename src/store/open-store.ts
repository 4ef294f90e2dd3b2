/** The store that the settings ask for: PostgreSQL, the embedded database, or memory. */
import { createDatabaseStore } from './database-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { pgliteSource } from './pglite.ts';
import { postgresSource } from './postgres.ts';
import { createRecentScores } from './recent-scores.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** PostgreSQL 15 or newer; goes before `directory`. */
  readonly databaseUrl?: string;
  /** Of the embedded database; made where missing, for one process at a time. Without it nothing outlives the process. */
  readonly directory?: string;
}

/** About 2 KB each. */
const RECENT_SCORES = 2_000;

/**
 * Fast in every case: an existing database is opened in the background, a new one is made by the first save. Throws ServiceError
 * `bad-configuration` for a malformed `databaseUrl` and for a directory that cannot be used or that another process has.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const recent = createRecentScores(RECENT_SCORES);
  if (options.databaseUrl !== undefined) return createDatabaseStore(postgresSource(options.databaseUrl), recent);
  if (options.directory !== undefined) return createDatabaseStore(await pgliteSource(options.directory), recent);
  return createMemoryStore(recent);
}
