import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { her2cds, root } from './run-her2-cds.ts';

const STUDY = path.join(root, 'fixtures/sandbox/her2-positive');

it('score gives no score of a bundle that the key of --key did not sign', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'her2-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const key = path.join(folder, 'public.pem');
  await writeFile(key, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
  const refused = await her2cds('score', '--image', `${STUDY}.us.dcm`, '--mask', `${STUDY}.seg.dcm`, '--key', key);
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('the bundle is not signed') });
}, 60_000);
