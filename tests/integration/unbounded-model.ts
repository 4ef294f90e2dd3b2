/**
 * The demonstration model without its range check, so that images it was not fitted on get a number that two ways of
 * computing it can be compared by.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMONSTRATION_MODEL } from '../../src/assessment/index.ts';
import { packBundle, readBundle } from '../../src/model/index.ts';

const EVERYTHING = { lower: -1e300, upper: 1e300 };

/** Folder of the bundle. */
export async function unboundedModel(): Promise<string> {
  const { manifest, card } = await readBundle(DEMONSTRATION_MODEL);
  const { files: _files, manifestSha256: _hash, schemaVersion: _version, ...content } = manifest;
  const { mahalanobis, origin } = content.trainingDistribution;
  const packed = packBundle(
    {
      ...content,
      features: content.features.map((feature) => ({ ...feature, range: EVERYTHING })),
      trainingDistribution: {
        mahalanobis: { ...mahalanobis, limit: 1e300 },
        spacingMm: { lower: 1e-6, upper: 1e6 },
        lesionAreaMm2: { lower: 1e-6, upper: 1e12 },
        origin,
      },
    },
    card,
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'her2-model-'));
  for (const [name, bytes] of packed) await writeFile(path.join(folder, name), bytes);
  return folder;
}
