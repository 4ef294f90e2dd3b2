/** The evaluate command on images: from files and from an archive, what the quality gate finds, and going on after a stop. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EvaluateOptions } from '../../src/cli/evaluate-options.ts';
import { runEvaluate } from '../../src/cli/evaluate-run.ts';
import { isComputed, type ValidationResults, validationResultsSchema } from '../../src/training/index.ts';
import { type RunningSandbox, startSandbox } from '../sandbox/running-sandbox.ts';
import { archiveDrawnCohort } from './archive-drawn-cohort.ts';
import { writeDrawnCohort } from './write-drawn-cohort.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-evaluate-images-'));
const file = (name: string): string => path.join(folder, name);
const bundle = path.resolve(import.meta.dirname, '../../fixtures/models/demonstration');
const LESIONS = 14;
let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  await writeDrawnCohort(folder, { lesions: LESIONS });
  // Colour drawn inside the outline of the first: the service refuses it.
  const { data, info } = await sharp(file('S0.png'))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let y = 44; y < 52; y++) for (let x = 44; x < 52; x++) data.set([255, 40, 40], (y * info.width + x) * info.channels);
  await sharp(data, { raw: info }).png().toFile(file('coloured.png'));
  writeFileSync(file('S0.png'), readFileSync(file('coloured.png')));
  await archiveDrawnCohort(folder, { archive: sandbox.dicomweb, fhir: sandbox.fhir, run: 'evaluate' });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function evaluated(options: Partial<EvaluateOptions>): Promise<{ results: ValidationResults; said: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0),
  ];
  const given = { bundle, cohort: file('cohort.csv'), workers: 1, json: true } as const;
  await runEvaluate({ ...given, ...options }).finally(() => spies.map((spy) => spy.mockRestore()));
  return { results: validationResultsSchema.parse(JSON.parse(out.join(''))), said: err.join('') };
}

const refusedOf = ({ quality }: ValidationResults): number | undefined =>
  quality !== undefined && isComputed(quality) ? quality.refused : undefined;

describe('her2-cds evaluate on images', () => {
  it('counts what the service would refuse, and gives the figures with all lesions and without those', async () => {
    const { results } = await evaluated({ html: file('report.html'), work: file('work') });
    const { quality, discrimination } = results;
    if (quality === undefined || !isComputed(quality)) throw new Error('expected findings');
    const { refused, accepted, findings } = quality;
    expect(quality.lesions).toBe(LESIONS);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'colour-in-roi', severity: 'blocks', lesions: 1 }));
    // Noise looks like drawn lines to the gate, but not in every image.
    expect(refused).toBeGreaterThanOrEqual(1);
    expect(refused).toBeLessThan(LESIONS);
    if (!isComputed(accepted)) throw new Error(accepted.notComputed);
    expect(accepted.lesions).toBe(LESIONS - refused);
    expect((discrimination[0]?.positives ?? 0) + (discrimination[0]?.negatives ?? 0)).toBe(LESIONS);
    expect(accepted.sensitivity).not.toEqual(results.atCutOff[0]?.sensitivity);
    expect(readFileSync(file('report.html'), 'utf8')).toContain(`the service would refuse ${refused} (`);
  }, 60_000);

  it('goes on after a stop to the same results, measuring only what is missing', async () => {
    const kept = readFileSync(file('work/measured.jsonl'), 'utf8').split('\n');
    expect(kept).toHaveLength(LESIONS + 1);
    const { results: whole } = await evaluated({ work: file('work') });
    // Stopped in the middle of the eleventh line.
    writeFileSync(file('work/measured.jsonl'), `${kept.slice(0, 10).join('\n')}\n${kept[10]?.slice(0, 40)}`);
    const { results, said } = await evaluated({ work: file('work') });
    expect(said).toContain(`${LESIONS}/${LESIONS}`);
    expect(said).not.toMatch(/\] [1-9]\/14/);
    expect(results).toEqual(whole);
    expect(readFileSync(file('work/measured.jsonl'), 'utf8').split('\n').toSorted()).toEqual(kept.toSorted());
  }, 60_000);

  it('measures an outline again that was drawn anew under the same name', async () => {
    const drawn = readFileSync(file('S1_mask.png'));
    onTestFinished(() => writeFileSync(file('S1_mask.png'), drawn));
    const before = readFileSync(file('work/measured.jsonl'), 'utf8').split('\n').length;
    writeFileSync(file('S1_mask.png'), readFileSync(file('S2_mask.png')));
    await evaluated({ work: file('work') });
    expect(readFileSync(file('work/measured.jsonl'), 'utf8').split('\n')).toHaveLength(before + 1);
  }, 60_000);

  it('gives the figures of the files where the cohort names studies', async () => {
    const { dicomweb, fhir } = sandbox;
    const { results } = await evaluated({ cohort: file('studies.csv'), dicomweb, fhir });
    const { results: files } = await evaluated({ work: file('work') });
    for (const key of ['discrimination', 'shift', 'atCutOff', 'calibration'] as const) expect(results[key]).toEqual(files[key]);
    for (const own of [results, files]) expect(own.quality).toMatchObject({ lesions: LESIONS });
    expect(refusedOf(results)).toBe(refusedOf(files));
  }, 60_000);
});
