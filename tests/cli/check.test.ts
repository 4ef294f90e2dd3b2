import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePng } from '../../src/imaging/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { her2cds } from './run-her2-cds.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-check-'));
const file = (name: string): string => path.join(folder, name);
const lesion = simulatePatient(7, { expressing: true, scanner: SCANNERS['linear-a'] });

beforeAll(async () => {
  writeFileSync(file('image.png'), await encodePng(lesion.image));
  writeFileSync(file('mask.png'), await encodePng({ ...lesion.image, pixels: lesion.mask.map((inside) => inside * 255) }));
  const white = lesion.image.pixels.map((value, at) => (lesion.mask[at] === 1 ? 255 : value));
  writeFileSync(file('white.png'), await encodePng({ ...lesion.image, pixels: Uint8Array.from(white) }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('her2-cds check', () => {
  it('accepts a study of a folder, with the spacing and region that its image states', { timeout: 60_000 }, async () => {
    const patient = ['--patient-id', 'P-1', '--study-date', '2026-10-02', '--spacing', '0.08,0.08'];
    await her2cds('import-images', '--image', file('image.png'), '--mask', file('mask.png'), ...patient, '--out', file('study'));
    const run = await her2cds('check', '--study', file('study'));
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(/^Accepted\nImage \d+ x \d+, outline of \d+ pixels, spacing 0\.08 x 0\.08 mm \(ultrasound-region\)/);
    expect(await her2cds('check', '--study', file('study'), '--patient-id', 'P-2')).toMatchObject({
      code: 1,
      err: expect.stringContaining('patient-mismatch'),
    });
  });

  it('refuses with what was measured, exit code 2, and a picture of the frame’s size', async () => {
    const run = await her2cds(
      'check',
      '--image',
      file('white.png'),
      '--mask',
      file('mask.png'),
      '--json',
      '--out',
      file('seen.png'),
    );
    expect(run.code).toBe(2);
    expect(JSON.parse(run.out)).toMatchObject({
      accepted: false,
      findings: [{ code: 'roi-saturated', severity: 'blocks', measured: '100 % of the outline', limit: '2 %' }],
    });
    const png = readFileSync(file('seen.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([lesion.image.width, lesion.image.height]);
  });

  it('says what to give', async () => {
    expect(await her2cds('check', '--image', file('image.png'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('--mask'),
    });
  });
});
