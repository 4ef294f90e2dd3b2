import { createHash } from 'node:crypto';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModel, packBundle, writeOnnx } from '../../src/model/index.ts';
import { bundleFolder, CONTENT } from './demo-bundle.ts';

const FILES = ['manifest.json', 'model.onnx', 'model-card.md'] as const;

const refusal = (file: string, message: RegExp) => ({
  code: 'bad-configuration',
  field: file,
  message: expect.stringMatching(message),
});

/** Repairs the hashes after a deliberate change, so that only the check under test can object. */
async function reseal(directory: string, change: object, onnx?: Uint8Array): Promise<void> {
  const sha = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
  if (onnx !== undefined) await writeFile(join(directory, 'model.onnx'), onnx);
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  if (onnx !== undefined) manifest.files = { ...(manifest.files as object), 'model.onnx': sha(onnx) };
  Object.assign(manifest, change);
  manifest.manifestSha256 = '0'.repeat(64);
  const text = JSON.stringify(manifest);
  await writeFile(join(directory, 'manifest.json'), text.replace('0'.repeat(64), sha(text)));
}

describe('loadModel', () => {
  it('gives the identity with the residual counts of the validation split and the hash of the manifest file', async () => {
    const directory = await bundleFolder();
    const model = await loadModel(directory);
    expect(model.identity).toEqual({
      id: 'test-model',
      version: '1.0.0',
      sha256: createHash('sha256')
        .update(await readFile(join(directory, 'manifest.json')))
        .digest('hex'),
      demonstration: true,
      statement: 'Demonstration model on simulated data, not for clinical use.',
      lowBandResidual: { expressing: 9, total: 30 },
    });
    expect(model.featureNames).toEqual(CONTENT.features.map((f) => f.name));
    expect(model.preprocessing).toEqual({ binWidth: 5 });
  });

  it.each(FILES)('refuses a bundle with a changed byte anywhere in %s, and names the file', async (file) => {
    const directory = await bundleFolder();
    const path = join(directory, file);
    const original = await readFile(path);
    const step = Math.max(1, Math.floor(original.length / 60));
    for (let at = 0; at < original.length; at += step) {
      const changed = Buffer.from(original);
      changed[at] = (changed[at] as number) ^ 0x01;
      await writeFile(path, changed);
      await expect(loadModel(directory), `byte ${at}`).rejects.toMatchObject({ code: 'bad-configuration' });
      // A damaged hash or file name inside the manifest may show at the file that it speaks of.
      if (file !== 'manifest.json') await expect(loadModel(directory)).rejects.toMatchObject({ field: file });
    }
  });

  it.each(FILES)('names %s when it is missing, empty or too large', async (file) => {
    const directory = await bundleFolder();
    await truncate(join(directory, file), 40_000_000);
    await expect(loadModel(directory)).rejects.toMatchObject(refusal(file, /limit/));
    await truncate(join(directory, file), 0);
    await expect(loadModel(directory)).rejects.toMatchObject(refusal(file, /SHA-256|JSON/));
    await rm(join(directory, file));
    await expect(loadModel(directory)).rejects.toMatchObject(refusal(file, /opened/));
  });

  it.each([
    ['another coefficient', { coefficient: 0.600000001 }],
    ['another mean', { mean: 4.00001 }],
    ['another sd', { sd: 1.50001 }],
    ['another name', { name: 'original_glcm_Id' }],
  ])('refuses an ONNX file with %s than the manifest, even with matching hashes', async (_title, change) => {
    const directory = await bundleFolder();
    const features = CONTENT.features.map((f, i) => (i === 1 ? { ...f, ...change } : f));
    await reseal(directory, {}, writeOnnx({ ...CONTENT, features }));
    await expect(loadModel(directory)).rejects.toMatchObject(refusal('model.onnx', /manifest\.json/));
  });

  it('refuses bytes that are no ONNX file, and an ONNX file with operators beyond plain arithmetic', async () => {
    const directory = await bundleFolder();
    await reseal(directory, {}, new TextEncoder().encode('not onnx at all'));
    await expect(loadModel(directory)).rejects.toMatchObject(refusal('model.onnx', /ONNX/));
    const hostile = Buffer.from(writeOnnx(CONTENT));
    const at = hostile.indexOf('Sigmoid');
    hostile.write('Softmax', at);
    await reseal(directory, {}, hostile);
    await expect(loadModel(directory)).rejects.toMatchObject(refusal('model.onnx', /Softmax/));
  });

  it.each([
    ['an unknown schema version', { schemaVersion: 2 }, /schemaVersion/],
    ['a file name that leaves the folder', { files: { '../x': '0'.repeat(64) } }, /files/],
    ['a covariance of the wrong size', { interval: { level: 0.9, method: 'x', covariance: [[1]] } }, /4 x 4/],
    ['thresholds the wrong way round', { thresholds: { low: 0.6, high: 0.4, origin: 'x' } }, /low/],
    ['an unknown field', { surprise: 1 }, /surprise/],
  ])('refuses a manifest with %s', async (_title, change, message) => {
    const directory = await bundleFolder();
    await reseal(directory, change);
    await expect(loadModel(directory)).rejects.toMatchObject(refusal('manifest.json', message));
  });

  it('packs the same content into the same bytes', () => {
    const [first, second] = [packBundle(CONTENT, 'c'), packBundle(CONTENT, 'c')];
    for (const [file, bytes] of first) expect(Buffer.from(bytes).equals(second.get(file) as Uint8Array), file).toBe(true);
  });
});
