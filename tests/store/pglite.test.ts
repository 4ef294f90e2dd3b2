import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { exampleScore, storeContract } from './storeContract.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Creating a database is slow, so one directory serves all tests.
describe('embedded database', { timeout: 90_000 }, () => {
  const open = () => openStore({ directory: path.join(folder, 'database') });

  it('a creation that was cut off is started again', async () => {
    await mkdir(path.join(folder, 'database/pgdata.new'), { recursive: true });
    await writeFile(path.join(folder, 'database/pgdata.new/PG_VERSION'), '18');
    const store = await open();
    await expect(store.saveScore('a', exampleScore(0.5))).resolves.toBeUndefined();
    await store.close();
  });

  storeContract({
    open,
    async execute(sql) {
      const database = await PGlite.create(path.join(folder, 'database/pgdata'));
      await database.exec(sql);
      await database.close();
    },
  });

  it('a lookup in a new directory creates no database', async () => {
    const store = await openStore({ directory: path.join(folder, 'looked-at') });
    const before = performance.now();
    expect(await store.findScore('a')).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(20);
    await store.close();
  });

  it('a directory that cannot be made is a configuration error', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await expect(openStore({ directory: path.join(folder, 'file', 'below') })).rejects.toMatchObject({
      code: 'bad-configuration',
    });
  });
});
