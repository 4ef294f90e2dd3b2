import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { postgresSource } from '../../src/store/postgres.ts';
import { describeLane } from '../lanes.ts';
import { type Postgres, startPostgres } from '../servers/index.ts';
import { exampleScore, storeContract } from './store.contract.ts';

describeLane('postgres', 'PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
    await execute('drop table if exists score, advice, card_feedback, migration');
  });
  afterAll(() => server?.stop());

  const execute = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const open = () => openStore({ databaseUrl: server.databaseUrl });

  storeContract({ source: async () => postgresSource(server.databaseUrl), execute });

  it('five replicas that start on an empty database at once all work', async () => {
    await execute('drop table if exists score, advice, card_feedback, migration');
    const stores = await Promise.all([1, 2, 3, 4, 5].map(open));
    await Promise.all(stores.map((store, index) => store.saveScore(`replica ${index}`, exampleScore(index / 10))));
    expect(await stores[0]!.findScore('replica 4')).toEqual(exampleScore(0.4));
    await Promise.all(stores.map((store) => store.close()));
  });

  it('connections that the server ends are replaced', async () => {
    const store = await open();
    await store.saveScore('before', exampleScore(0.1));
    await execute(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'her2-low-cds'`);
    await expect
      .poll(() =>
        store.saveScore('after', exampleScore(0.2)).then(
          () => 'saved',
          () => 'failed',
        ),
      )
      .toBe('saved');
    await store.close();
  });
});

describe('PostgreSQL address', () => {
  it('one that cannot be used is a configuration error that does not show it', async () => {
    const error = await openStore({ databaseUrl: 'mysql://root:secret@db/x' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'bad-configuration', field: 'DATABASE_URL' });
    expect(String(error)).not.toContain('secret');
  });

  it('one where nothing listens fails lookups and saves, shows nothing of itself, and still remembers', async () => {
    const store = await openStore({ databaseUrl: 'postgresql://root:secret@127.0.0.1:1/x' });
    const errors = [await store.findScore('a').catch(String), await store.saveScore('a', exampleScore(0.3)).catch(String)];
    expect(errors.join()).toMatch(/^StoreFailure.*StoreFailure/);
    expect(errors.join()).not.toMatch(/secret|127/);
    expect(await store.findScore('a')).toEqual(exampleScore(0.3));
    await store.close();
  });
});
