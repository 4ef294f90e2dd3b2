import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DEMONSTRATION_MODEL, openModel } from '../../src/assessment/index.ts';

const PAIR = generateKeyPairSync('ed25519');

it.each([
  ['a bundle that nobody signed', PAIR.publicKey.export({ type: 'spki', format: 'pem' }), 'HER2_MODEL', 'is not signed'],
  ['a private key', PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }), 'HER2_MODEL_KEY', 'public one only'],
])('with a key set, %s stops the start and names the setting', async (_, pem, field, message) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'model-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'key.pem');
  await writeFile(file, pem);
  await expect(openModel(DEMONSTRATION_MODEL, file)).rejects.toMatchObject({
    code: 'bad-configuration',
    field,
    message: expect.stringContaining(message),
  });
});
