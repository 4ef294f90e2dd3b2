import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeFrame, encodePng, parseDicom } from '../../src/imaging/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { her2cds, root } from './run-her2-cds.ts';

const draw = { expressing: true, scanner: SCANNERS['linear-a'] };
const folder = mkdtempSync(path.join(tmpdir(), 'her2-cli-'));
const image = path.join(folder, 'image.png');
const mask = path.join(folder, 'mask.png');

beforeAll(async () => {
  const lesion = simulatePatient(7, draw);
  writeFileSync(image, await encodePng(lesion.image));
  writeFileSync(mask, await encodePng({ ...lesion.image, pixels: lesion.mask.map((inside) => inside * 255) }));
  writeFileSync(path.join(folder, 'small.png'), await encodePng({ width: 4, height: 3, pixels: new Uint8Array(12).fill(255) }));
});

const lesion = ['--image', image, '--mask', mask];

describe('her2-cds', () => {
  it.each(['serve', 'features', 'score', 'replay', 'import-images'])('%s --help says what it does', async (command) => {
    const run = await her2cds(command, '--help');
    expect(run.code).toBe(0);
    expect(run.out).toContain(`Usage: her2-cds ${command}`);
  });

  it('score prints the state, the model and its demonstration statement as JSON', async () => {
    const run = await her2cds('score', ...lesion, '--spacing', '0.08,0.08', '--json');
    const { model, score } = JSON.parse(run.out);
    expect(run.code).toBe(0);
    expect(model).toMatchObject({ demonstration: true, statement: expect.stringMatching(/simulated/) });
    expect(['scored', 'uncertain', 'out-of-distribution']).toContain(score.kind);
  });

  it('score without a spacing is not produced: exit code 2 with the reason', async () => {
    const run = await her2cds('score', ...lesion, '--json');
    expect(run.code).toBe(2);
    expect(JSON.parse(run.out).score).toEqual({ kind: 'not-produced', reasons: [{ code: 'no-pixel-spacing' }] });
  });

  it('features prints values at full precision with their provenance', async () => {
    const run = await her2cds('features', ...lesion, '--spacing', '0.08,0.08', '--json');
    const { values, provenance, error } = JSON.parse(run.out);
    expect(error).toBeNull();
    expect(values.original_firstorder_Mean).toBeTypeOf('number');
    expect(provenance.spacingMm).toEqual([0.08, 0.08]);
  });

  it('features takes settings under PyRadiomics names and refuses unknown ones', async () => {
    const params = path.join(folder, 'params.json');
    writeFileSync(params, JSON.stringify({ binWidth: 10, imageTypes: { Wavelet: {} } }));
    const run = await her2cds('features', ...lesion, '--params', params, '--csv');
    expect(run.out.split('\n')[0]).toContain('wavelet-HH_glcm_Contrast');
    writeFileSync(params, JSON.stringify({ binwidth: 10 }));
    const wrong = await her2cds('features', ...lesion, '--params', params);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('binwidth');
  });

  it.each([
    ['a mask of another size', ['--image', image, '--mask', path.join(folder, 'small.png')], /4 x 3/],
    ['a file that is not there', ['--image', path.join(folder, 'none.png'), '--mask', mask], /none\.png/],
    ['a file that is no image', ['--image', path.join(root, 'package.json'), '--mask', mask], /expected a PNG, JPEG/],
    ['a spacing that is none', [...lesion, '--spacing', '0,1'], /for example 0\.078/],
    ['no mask', ['--image', image], /--mask/],
  ])('%s: exit code 1 and what to do, without a stack', async (_, args, message) => {
    const run = await her2cds('score', ...args);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  it('import-images writes an ultrasound object whose pixels are those of the image', async () => {
    const out = path.join(folder, 'dicom');
    const patient = ['--patient-id', 'MRN7', '--study-date', '2026-10-02', '--laterality', 'left'];
    const run = await her2cds('import-images', ...lesion, '--spacing', '0.08,0.08', ...patient, '--out', out, '--json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out).studyUid).toMatch(/^2\.25\./);
    const object = parseDicom(readFileSync(path.join(out, 'image.dcm')));
    if (object.kind !== 'dicom') throw new Error(object.kind);
    expect(await decodeFrame(object, 1)).toMatchObject({ pixels: simulatePatient(7, draw).image.pixels });
  });

  it('import-images refuses to run without a place to put the objects', async () => {
    const run = await her2cds('import-images', ...lesion, '--patient-id', 'MRN7', '--study-date', '2026-10-02');
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('--out') });
  });

  it('replay sends a recorded request to a service of its own', async () => {
    const run = await her2cds('replay', '--request', 'fixtures/hooks/review-unknown-high.json', '--json');
    expect(JSON.parse(run.out).cards[0].summary).toMatch(/^No HER2 result on file/);
  });
});
