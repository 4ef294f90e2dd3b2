import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runEvaluate } from '../../src/cli/evaluate-run.ts';
import { linearPredictor, type Manifest, manifestSchema, sigmoid, standardise } from '../../src/model/index.ts';
import { randomStream } from '../../src/simulator/index.ts';
import { isComputed, type ValidationResults, validationResultsSchema } from '../../src/training/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-evaluate-'));
const bundle = path.resolve(import.meta.dirname, '../../fixtures/models/demonstration');
const file = (name: string): string => path.join(folder, name);
const manifest: Manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(bundle, 'manifest.json'), 'utf8')));
const names = manifest.features.map(({ name }) => name);

const LESIONS = 60;
/** Values around the training means; every tenth lesion has its first feature far outside, one lacks a value. */
const random = randomStream(4, 'cohort to evaluate');
const values = Array.from({ length: LESIONS }, (_, i) =>
  manifest.features.map(({ mean, sd }, f) => mean + 0.4 * sd * random.normal() + (i % 10 === 0 && f === 0 ? 50 * sd : 0)),
);
const IHC = ['0', '1+', '0+', '2+', '3+', '1+'];

beforeAll(() => {
  const rows = values.map((row, i) => [
    `P${i}`,
    IHC[i % IHC.length],
    'train',
    ...row.map((v, f) => (i === 7 && f === 1 ? '' : v)),
  ]);
  writeFileSync(
    file('cohort.csv'),
    [['patient', 'ihc', 'split', ...names], ...rows, ['P99', '4+', 'train', ...names.map(() => 1)]]
      .map((row) => row.join(','))
      .join('\n'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hashes = (): readonly string[] =>
  readdirSync(bundle).map((name) =>
    createHash('sha256')
      .update(readFileSync(path.join(bundle, name)))
      .digest('hex'),
  );

describe('her2-cds evaluate', () => {
  it('gives the figures of the locked model, counts what was left out, and changes no byte of the bundle', async () => {
    const before = hashes();
    const report = file('report.html');
    const out: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runEvaluate({ bundle, cohort: file('cohort.csv'), json: true, html: report });
    const overlap = '61 rows of the cohort table say split training';
    expect(err.mock.calls.flat()).toEqual([
      expect.stringMatching(/^row 62 left out: ihc: "4\+" is not an IHC score/),
      expect.stringContaining(overlap),
    ]);
    vi.restoreAllMocks();
    const results: ValidationResults = validationResultsSchema.parse(JSON.parse(out.join('')));
    const [external] = results.discrimination;
    if (!external || !isComputed(external.auc)) throw new Error('expected an area');
    expect(external.auc.value).toBeCloseTo(areaByCounting(), 12);
    expect(results.discrimination.map(({ split }) => split)).toEqual(['external']);
    if (!isComputed(results.flow) || !isComputed(results.shift)) throw new Error('expected figures');
    expect(results.flow.map(({ remaining }) => remaining)).toEqual([61, 60, 60, 59]);
    expect(results.flow[1]!.excluded).toEqual([{ reason: 'ihc: a value is not an IHC score (0, 0+, 1+, 2+, 3+)', count: 1 }]);
    expect(results.shift.features[0]).toMatchObject({ name: names[0], outside: 6 });
    expect(results.shift.outOfDistribution).toBeGreaterThanOrEqual(7);
    expect(results.shift.reasons).not.toHaveProperty('spacing-out-of-range');
    expect(results.optimism).toHaveProperty('notComputed');
    expect(readFileSync(report, 'utf8')).toContain(`${manifest.statement} ${overlap}`);
    expect(hashes()).toEqual(before);
  });

  it('asks for the endpoint where the column is not there, and for the features where there are none', async () => {
    writeFileSync(file('no-ihc.csv'), 'patient,label\nP1,1\n');
    const asked = { bundle, cohort: file('no-ihc.csv') };
    await expect(runEvaluate(asked)).rejects.toThrow('no column ihc');
    await expect(runEvaluate({ ...asked, endpoint: 'label' })).rejects.toThrow('--features');
    writeFileSync(file('empty.csv'), `patient,${names.join(',')}\nP1${','.repeat(names.length)}\n`);
    const empty = runEvaluate({ ...asked, endpoint: 'label', features: file('empty.csv') });
    await expect(empty).rejects.toThrow('no lesion has finite values');
  });
});

/** The definition: the share of pairs in the right order. */
function areaByCounting(): number {
  const scored = values.flatMap((row, i) => {
    if (i === 7) return [];
    const ihc = IHC[i % IHC.length]!;
    const probability = sigmoid(linearPredictor(manifest, standardise(manifest, Float64Array.from(row))));
    return [{ positive: !ihc.startsWith('0'), probability }];
  });
  const [high, low] = [scored.filter(({ positive }) => positive), scored.filter(({ positive }) => !positive)];
  const wins = high.map((a) => low.map((b) => (a.probability > b.probability ? 1 : a.probability === b.probability ? 0.5 : 0)));
  return wins.flat().reduce((sum: number, value) => sum + value, 0) / (high.length * low.length);
}
