import { describe, expect, it } from 'vitest';
import type { Database, Query } from '../../src/store/database.ts';
import { createDatabaseStore, type StoreBounds } from '../../src/store/database-store.ts';
import type { Store } from '../../src/store/index.ts';
import { createRecentScores } from '../../src/store/recent-scores.ts';
import { exampleScore } from './store.contract.ts';

const bounds: StoreBounds = { findMs: 30, saveMs: 60, restMs: 200, saves: 2 };
const never = () => new Promise<never>(() => undefined);

function storeOn(query: Query, options: { open?: () => Promise<Database>; recent?: number } = {}): Store {
  const database: Database = { query, close: async () => undefined };
  const source = { mayHoldRows: () => true, open: options.open ?? (async () => database), release: async () => undefined };
  return createDatabaseStore(source, createRecentScores(options.recent ?? 10), bounds);
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Error ? error.name : 'no Error'),
  );

describe('a slow or broken database', () => {
  it('costs one lookup its bound and the next ones nothing, until it has rested', async () => {
    let calls = 0;
    const store = storeOn(() => {
      calls += 1;
      return calls === 1 ? never() : Promise.resolve([]);
    });
    expect(await failure(store.findScore('a'))).toBe('StoreTimeout');
    expect([await failure(store.findScore('a')), calls]).toEqual(['StoreFailure', 1]);
    await new Promise((resolve) => setTimeout(resolve, bounds.restMs + 20));
    expect(await store.findScore('a')).toBeUndefined();
  });

  it('never hides a score that this process has computed', async () => {
    const store = storeOn(never);
    expect(await failure(store.saveScore('a', exampleScore(0.4)))).toBe('StoreTimeout');
    expect(await store.findScore('a')).toEqual(exampleScore(0.4));
  });

  it('is not sent more saves than a fixed number at once', async () => {
    const store = storeOn(never);
    const outcomes = await Promise.all(['a', 'b', 'c'].map((key) => failure(store.saveScore(key, exampleScore(0.4)))));
    expect(outcomes).toEqual(['StoreTimeout', 'StoreTimeout', 'StoreFailure']);
  });

  it('is opened again after opening failed', async () => {
    let opened = 0;
    const open = async (): Promise<Database> => {
      opened += 1;
      if (opened < 3) throw new Error('not yet');
      return { query: async () => [], close: async () => undefined };
    };
    const store = storeOn(never, { open });
    await expect(store.saveScore('a', exampleScore(0.1))).rejects.toMatchObject({ name: 'StoreFailure' });
    await expect.poll(() => failure(store.saveScore('a', exampleScore(0.1)))).toBe('no failure');
    expect(opened).toBe(3);
  });

  it('is reported by its code, without the rows and keys that its message quotes', async () => {
    const store = storeOn(() =>
      Promise.reject(Object.assign(new Error('Key (key)=(patient 1) of host db.example'), { code: '23505' })),
    );
    const error = await store.findScore('patient 1').catch((reason: unknown) => reason);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/patient|example/);
    expect(String(error)).toBe('StoreFailure: The store could not be read or written (23505)');
    expect((error as Error).cause).toBeUndefined();
  });
});

describe('scores in memory', () => {
  it('a score found once is not asked of the database again, until newer ones have displaced it', async () => {
    let lookups = 0;
    const store = storeOn(
      async (sql) => {
        if (!sql.startsWith('select')) return [];
        lookups += 1;
        return [{ value: exampleScore(0.7) }];
      },
      { recent: 2 },
    );
    await store.findScore('a');
    await store.saveScore('b', exampleScore(0.1));
    await store.findScore('a');
    await store.saveScore('c', exampleScore(0.1));
    expect([await store.findScore('a'), lookups]).toEqual([exampleScore(0.7), 1]);
    await store.saveScore('d', exampleScore(0.1));
    await store.saveScore('e', exampleScore(0.1));
    await store.findScore('a');
    expect(lookups).toBe(2);
  });

  it('a save during a lookup of the same key is what the lookup gives', async () => {
    let answer: (rows: [{ value: unknown }]) => void = () => undefined;
    const store = storeOn((sql) =>
      sql.startsWith('select')
        ? new Promise((resolve) => {
            answer = resolve;
          })
        : Promise.resolve([]),
    );
    const lookup = store.findScore('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store.saveScore('a', exampleScore(0.9));
    answer([{ value: exampleScore(0.1) }]);
    expect(await lookup).toEqual(exampleScore(0.9));
  });

  it('a closed store says so, and waits for the saves under way', async () => {
    let saved = false;
    const store = storeOn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      saved = true;
      return [];
    });
    void store.saveScore('a', exampleScore(0.5));
    await store.close();
    expect(saved).toBe(true);
    await expect(store.findScore('a')).rejects.toMatchObject({ name: 'StoreClosed' });
    await expect(store.saveScore('a', exampleScore(0.5))).rejects.toMatchObject({ name: 'StoreClosed' });
  });
});
