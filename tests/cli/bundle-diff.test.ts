import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadModel, packBundle } from '../../src/model/index.ts';
import { her2cds, root } from './run-her2-cds.ts';

it('bundle diff names a file that differs although the model is the same', async () => {
  const demonstration = path.join(root, 'fixtures/models/demonstration');
  const { manifest, card } = await loadModel(demonstration);
  const { schemaVersion: _schema, files: _files, manifestSha256: _sha, ...content } = manifest;
  const folders = await Promise.all([card, `${card}One more claim.\n`].map((text) => folderOf(packBundle(content, text))));
  const [first = '', second = ''] = folders;
  expect(await her2cds('bundle', 'diff', first, first)).toMatchObject({ code: 0, out: 'No difference.\n' });
  const found = await her2cds('bundle', 'diff', first, second);
  expect(found.code).toBe(2);
  expect(found.out).toMatch(/^files\.model-card\.md: "[0-9a-f]{64}" -> "[0-9a-f]{64}"\n$/);
});

async function folderOf(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'her2-diff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [file, bytes] of files) await writeFile(path.join(folder, file), bytes);
  return folder;
}
