/** A small bundle with round numbers, and a folder to put it in. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManifestContent, packBundle } from '../../src/model/index.ts';

export const CONTENT: ManifestContent = {
  id: 'test-model',
  version: '1.0.0',
  title: 'Test model',
  statement: 'Demonstration model on simulated data, not for clinical use.',
  demonstration: true,
  intendedUse: 'Tests.',
  endpoint: { definition: 'P(positive) against negative', positive: 'positive', negative: 'negative' },
  preprocessing: { binWidth: 5 },
  features: [
    { name: 'original_firstorder_Mean', mean: 60, sd: 12, coefficient: -0.8, range: { lower: 10, upper: 120 } },
    { name: 'original_glcm_Contrast', mean: 4, sd: 1.5, coefficient: 0.6, range: { lower: 0.5, upper: 11 } },
    { name: 'wavelet-LH_glcm_Idm', mean: 0.31, sd: 0.07, coefficient: 0.25, range: { lower: 0.05, upper: 0.6 } },
  ],
  intercept: 0.4,
  interval: {
    level: 0.9,
    method: 'delta method',
    covariance: [
      [0.01, 0, 0, 0],
      [0, 0.02, 0.005, 0],
      [0, 0.005, 0.02, 0],
      [0, 0, 0, 0.02],
    ],
  },
  thresholds: { low: 0.4, high: 0.6, origin: 'chosen for tests' },
  trainingDistribution: {
    mahalanobis: {
      precision: [
        [1, 0, 0],
        [0, 2, 1],
        [0, 1, 2],
      ],
      limit: 20,
      origin: 'chosen for tests',
    },
    spacingMm: { lower: 0.05, upper: 0.1 },
    lesionAreaMm2: { lower: 20, upper: 400 },
    origin: 'chosen for tests',
  },
  results: [
    {
      split: 'validation',
      lesions: 100,
      expressing: 60,
      auc: { value: 0.8, lower: 0.7, upper: 0.9, level: 0.95, method: 'DeLong' },
      bands: {
        low: { expressing: 9, total: 30 },
        indeterminate: { expressing: 10, total: 20 },
        high: { expressing: 41, total: 50 },
      },
      uncertain: 3,
      outOfDistribution: 1,
    },
  ],
  data: 'None.',
  licence: 'Apache-2.0',
  createdWith: { node: '20' },
};

export async function bundleFolder(content: ManifestContent = CONTENT, card = '# Card\n'): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'model-bundle-'));
  for (const [file, bytes] of packBundle(content, card)) await writeFile(join(directory, file), bytes);
  return directory;
}
