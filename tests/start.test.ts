/** The promise of two commands, `npm ci && npm start`: the built service in a process of its own, from outside the source. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';

const main = path.resolve(import.meta.dirname, '../dist/main.js');
let service: ChildProcess | undefined;
afterEach(() => {
  service?.kill('SIGKILL');
});

it('the built service starts, is healthy, lists its services and stops when asked', { timeout: 60_000 }, async () => {
  expect(existsSync(main), 'dist/main.js is missing: npm run build').toBe(true);
  // Another folder than the repository's: content and model must be found from there as well.
  const started = spawn(process.execPath, [main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, PORT: '0', HER2_DATA: 'memory' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  service = started;
  const url = await printedAddress(started);
  await expect.poll(async () => (await fetch(`${url}/healthz`)).status, { timeout: 30_000 }).toBe(200);
  const discovery = await (await fetch(`${url}/cds-services`)).json();
  expect(discovery).toMatchObject({
    services: expect.arrayContaining([expect.objectContaining({ id: 'her2-low-patient-view' })]),
  });

  const exited = once(started, 'exit');
  started.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

/** Goes on reading afterwards: a service whose output is closed could not log any more. */
function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The service ended with code ${code} and printed no address: ${output}`)));
  });
}
