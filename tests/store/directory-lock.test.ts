import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';

let directory = '';
let file = '';
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'store-'));
  file = path.join(directory, 'lock');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const refused = expect.objectContaining({ code: 'bad-configuration', message: expect.stringContaining('DATABASE_URL') });

describe('one process a directory', () => {
  it('a second process is refused while the first lives, and let in once it was killed', async () => {
    const holder = await processHolding(directory);
    await expect(openStore({ directory })).rejects.toEqual(refused);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const store = await openStore({ directory });
    await store.close();
  });

  it('a second store of the same process is refused until the first is closed', async () => {
    const store = await openStore({ directory });
    await expect(openStore({ directory })).rejects.toEqual(refused);
    await store.close();
    await (await openStore({ directory })).close();
  });

  it.each([
    [
      'a process of this id before this one, as in a restarted container',
      { pid: process.pid, host: hostname() },
      0,
      'taken over',
    ],
    ['a process that is gone', { pid: 2 ** 22 + 1, host: hostname() }, 0, 'taken over'],
    ['another host, with a heartbeat', { pid: 1, host: 'elsewhere' }, 0, 'refused'],
    ['another host, silent for a minute', { pid: 1, host: 'elsewhere' }, 60, 'taken over'],
    ['a living process of an id used again, silent for a minute', { pid: process.ppid, host: hostname() }, 60, 'taken over'],
    ['a file just begun', undefined, 0, 'refused'],
    ['an unreadable file, a minute old', undefined, 60, 'taken over'],
  ] as const)('the lock of %s is %s', async (_of, holder, ageSeconds, expected) => {
    await writeFile(file, holder === undefined ? '{"pid":' : JSON.stringify({ ...holder, token: 'other' }));
    const written = Date.now() / 1000 - ageSeconds;
    await utimes(file, written, written);
    const opened = openStore({ directory });
    if (expected === 'refused') {
      await expect(opened).rejects.toEqual(refused);
    } else {
      const store = await opened;
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
      await store.close();
    }
  });

  it('of two that take over a dead lock at once, one is refused', async () => {
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), token: 'dead' }));
    const outcomes = await Promise.allSettled([openStore({ directory }), openStore({ directory })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value.close();
  });
});

async function processHolding(held: string): Promise<ChildProcess> {
  const program = `import { openStore } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../src/store/index.ts'))};
    await openStore({ directory: ${JSON.stringify(held)} }); console.log('held'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
