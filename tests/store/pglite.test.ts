import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { pgliteSource } from '../../src/store/pglite.ts';
import { storeContract } from './store.contract.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('embedded database', () => {
  describe('in one directory, where a creation was cut off before', () => {
    const directory = () => path.join(folder, 'database');
    beforeAll(async () => {
      await mkdir(path.join(directory(), 'pgdata.new'), { recursive: true });
      await writeFile(path.join(directory(), 'pgdata.new/PG_VERSION'), '18');
    });

    storeContract({
      source: () => pgliteSource(directory()),
      async execute(sql) {
        const database = await PGlite.create(path.join(directory(), 'pgdata'));
        await database.exec(sql);
        await database.close();
      },
    });
  });

  it('a lookup in a new directory creates no database', async () => {
    const directory = path.join(folder, 'looked-at');
    const store = await openStore({ directory });
    expect(await store.findScore('a')).toBeUndefined();
    await store.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it('a directory that cannot be made is a configuration error', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await expect(openStore({ directory: path.join(folder, 'file', 'below') })).rejects.toMatchObject({
      code: 'bad-configuration',
    });
  });
});
