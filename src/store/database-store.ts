/**
 * Scores in memory in front of a database. Every operation has a time bound, and after
 * a lookup has failed the database is left alone for a while: a slow or broken store must not delay an assessment.
 */
import { createAdviceLog } from './advice-log.ts';
import type { Database, DatabaseSource, Query } from './database.ts';
import type { RecentScores } from './recent-scores.ts';
import { type Store, StoreError } from './store.ts';
import { parseStoredScore } from './stored-score.ts';
import { withinBound } from './time-bound.ts';

export interface StoreBounds {
  /** A lookup stands between a caller and the card. */
  readonly findMs: number;
  /** A save runs after the answer; it may wait for the embedded database to be created. */
  readonly saveMs: number;
  /** After a failed lookup. */
  readonly restMs: number;
  /** Saves under way at once; more are refused, so that a dead database cannot fill the memory. */
  readonly saves: number;
}

const DEFAULT_BOUNDS: StoreBounds = { findMs: 100, saveMs: 30_000, restMs: 5_000, saves: 100 };

const FIND = 'select value from score where key = $1';
const SAVE = `insert into score (key, value) values ($1, $2::jsonb)
  on conflict (key) do update set value = excluded.value, saved_at = now()`;

export function createDatabaseStore(source: DatabaseSource, recent: RecentScores, bounds = DEFAULT_BOUNDS): Store {
  let opening: Promise<Database> | undefined;
  let restUntil = 0;
  let closed = false;
  const saving = new Set<Promise<void>>();

  const database = (): Promise<Database> => {
    opening ??= source.open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const query = async (sql: string, parameters: readonly unknown[]) => (await database()).query(sql, parameters);
  const refuseWhenClosed = (): void => {
    if (closed) throw new StoreError('StoreClosed', 'The store is closed');
  };

  // So that the first lookup need not wait for it; a failure shows, and is tried again, when it is needed.
  if (source.mayHoldRows()) void database().catch(() => undefined);

  /** Nothing where the database would have to be created to find nothing. */
  const find = async (sql: string, parameters: readonly unknown[] = []): ReturnType<Query> => {
    refuseWhenClosed();
    if (opening === undefined && !source.mayHoldRows()) return [];
    if (performance.now() < restUntil) throw new StoreError('StoreFailure', 'The store failed a moment ago and is left alone');
    try {
      return await withinBound(query(sql, parameters), bounds.findMs);
    } catch (error) {
      restUntil = performance.now() + bounds.restMs;
      throw asStoreError(error);
    }
  };
  const save = async (sql: string, parameters: readonly unknown[] = []): ReturnType<Query> => {
    refuseWhenClosed();
    if (saving.size >= bounds.saves) throw new StoreError('StoreFailure', 'Too many saves are under way');
    const rows = withinBound(query(sql, parameters), bounds.saveMs);
    const done = rows.then(
      () => undefined,
      () => undefined,
    );
    saving.add(done);
    try {
      return await rows;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      saving.delete(done);
    }
  };

  return {
    async findScore(key) {
      refuseWhenClosed();
      const known = recent.get(key);
      if (known !== undefined) return known;
      const found = parseStoredScore((await find(FIND, [key]))[0]?.value);
      // A save may have come in between; it is the newer one.
      const newer = recent.get(key);
      if (newer === undefined && found !== undefined) recent.set(key, found);
      return newer ?? found;
    },

    async saveScore(key, score) {
      refuseWhenClosed();
      recent.set(key, score);
      await save(SAVE, [key, JSON.stringify(score)]);
    },

    advice: createAdviceLog({ find, save }),

    async close() {
      if (closed) return;
      closed = true;
      await Promise.allSettled(saving);
      const [opened] = await Promise.allSettled([opening]);
      if (opened?.status === 'fulfilled') await opened.value?.close();
      await source.release();
    },
  };
}

/** Of a database error only its code goes on (SQLSTATE, ECONNREFUSED ...): its text may quote rows, keys and addresses. */
function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
  return new StoreError('StoreFailure', `The store could not be read or written (${code})`);
}
