import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine, parseCsv } from '../../src/cli/csv.ts';
import { readCohort } from '../../src/cli/features-cohort.ts';
import { recipeOf } from '../../src/cli/features-parameters.ts';
import { encodePng, readImageRegion } from '../../src/imaging/index.ts';
import { her2cds, root } from './run-her2-cds.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-features-'));
const file = (name: string): string => path.join(folder, name);
const SIZE = 32;

beforeAll(async () => {
  const image = Uint8Array.from({ length: SIZE * SIZE }, (_, n) => (n * 7919) % 251);
  const mask = Uint8Array.from({ length: SIZE * SIZE }, (_, n) => (n % SIZE > 8 && n % SIZE < 24 && n > 300 && n < 700 ? 1 : 0));
  const png = (pixels: Uint8Array): Promise<Buffer> =>
    sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
  writeFileSync(file('image.png'), await png(image));
  writeFileSync(file('mask.png'), await png(mask));
  writeFileSync(file('two.png'), await png(mask.map((value, n) => value * (n > 500 ? 2 : 1))));
  writeFileSync(
    file('params.yaml'),
    'setting: {force2D: true, binWidth: 5}\nimageType:\n  Original:\nfeatureClass:\n  firstorder: [Mean]\n  glcm:\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('her2-cds features', () => {
  it('a reference case prints values, and a refused region its code with exit code 2', async () => {
    const reference = {
      image: 'image.png',
      mask: 'mask.png',
      maskLabelValue: 1,
      spacingXY: [0.1, 0.1],
      settings: {},
      imageTypes: { Original: {} },
      featureClasses: ['firstorder'],
    };
    writeFileSync(file('case.json'), JSON.stringify(reference));
    const done = await her2cds('features', '--case', file('case.json'));
    expect(done.code).toBe(0);
    expect(Object.keys(JSON.parse(done.out))).toEqual(['values', 'error']);
    expect(JSON.parse(done.out).values.original_firstorder_Mean).toBeTypeOf('number');
    writeFileSync(file('case.json'), JSON.stringify({ ...reference, maskLabelValue: 7 }));
    const refused = await her2cds('features', '--case', file('case.json'));
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({ values: {}, error: { code: 'label-absent' } });
  }, 60_000);

  it('a batch reports the bad row, does the rest, and continues a table that was cut off with the same bytes', async () => {
    const rows = [
      ['image', 'mask', 'id', 'spacing', 'label'],
      ['image.png', 'mask.png', 'a', '0.1,0.1', ''],
      ['none.png', 'mask.png', 'b', '', ''],
      ['image.png', 'two.png', 'c', '', '2'],
    ];
    writeFileSync(file('cohort.csv'), rows.map(csvLine).join(''));
    const args = [
      'features',
      '--batch',
      file('cohort.csv'),
      '--params',
      file('params.yaml'),
      '--out',
      file('out.csv'),
      '--workers',
      '2',
      '--json',
    ];
    const first = await her2cds(...args);
    expect(first.code).toBe(2);
    expect(JSON.parse(first.out)).toMatchObject({ rows: 3, computed: 2, failed: 1 });
    const whole = readFileSync(file('out.csv'), 'utf8');
    expect(parseCsv(whole).map(([id]) => id)).toEqual(['id', 'a', 'b', 'c']);
    writeFileSync(file('out.csv'), whole.slice(0, -40));
    expect(JSON.parse((await her2cds(...args)).out)).toMatchObject({ computed: 1, kept: 1, failed: 1 });
    expect(readFileSync(file('out.csv'), 'utf8')).toBe(whole);
  }, 90_000);

  it('a row of a batch has another key when its image or mask has changed under the same name', async () => {
    const recipe = recipeOf({}, undefined);
    writeFileSync(file('own.csv'), 'image,mask\nown.png,own-mask.png\n');
    const keyOf = async (image: string, mask: string) => {
      copyFileSync(file(image), file('own.png'));
      copyFileSync(file(mask), file('own-mask.png'));
      const [row] = await readCohort(file('own.csv'), recipe, undefined);
      return row?.key;
    };
    const first = await keyOf('image.png', 'mask.png');
    expect(await keyOf('image.png', 'mask.png')).toBe(first);
    expect(await keyOf('two.png', 'mask.png')).not.toBe(first);
    expect(await keyOf('image.png', 'two.png')).not.toBe(first);
  });
});

describe('a DICOM segmentation as the mask', () => {
  const STUDY = path.join(root, 'fixtures/sandbox/her2-unknown-high');
  let spacing: string;

  beforeAll(async () => {
    const files = { image: readFileSync(`${STUDY}.us.dcm`), mask: readFileSync(`${STUDY}.seg.dcm`) };
    const { image, mask, spacing: stated } = await readImageRegion(files);
    spacing = `${stated?.xMm},${stated?.yMm}`;
    writeFileSync(file('us.png'), await encodePng(image));
    writeFileSync(file('outline.png'), await encodePng({ ...image, pixels: mask }));
  });

  it('gives the features of the same mask as a picture, in a batch too; a segmentation of another image is a bad row', async () => {
    const rows = [
      ['image', 'mask', 'id', 'spacing', 'label'],
      ['us.png', 'outline.png', 'png', spacing, ''],
      [`${STUDY}.us.dcm`, 'outline.png', 'image', '', ''],
      [`${STUDY}.us.dcm`, `${STUDY}.seg.dcm`, 'both', '', '1'],
      [path.join(root, 'fixtures/sandbox/her2-unknown-low.us.dcm'), `${STUDY}.seg.dcm`, 'wrong', '', ''],
    ];
    writeFileSync(file('dicom.csv'), rows.map(csvLine).join(''));
    const run = await her2cds('features', '--batch', file('dicom.csv'), '--out', file('dicom-out.csv'), '--json');
    expect([run.code, JSON.parse(run.out)]).toMatchObject([2, { computed: 3, failed: 1 }]);
    expect(run.err).toContain('other-image');
    const [header = [], png, ...others] = parseCsv(readFileSync(file('dicom-out.csv'), 'utf8'));
    const from = header.findIndex((name) => name.startsWith('original_'));
    expect(header.length - from).toBeGreaterThan(90);
    for (const row of others.slice(0, 2)) expect(row.slice(from)).toEqual(png!.slice(from));
  }, 60_000);

  it('gives the score of the same mask as a picture, and refuses another image with both named', async () => {
    const [ofFiles, ofDicom, wrong] = await Promise.all([
      her2cds('score', '--image', file('us.png'), '--mask', file('outline.png'), '--spacing', spacing, '--json'),
      her2cds('score', '--image', `${STUDY}.us.dcm`, '--mask', `${STUDY}.seg.dcm`, '--json'),
      her2cds('score', '--image', file('us.png'), '--mask', `${STUDY}.seg.dcm`, '--json'),
    ]);
    expect(JSON.parse(ofDicom.out)).toEqual(JSON.parse(ofFiles.out));
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/outlines the DICOM image 2\.25\..*no DICOM file/) });
  }, 60_000);
});

describe('her2-cds feature-map', () => {
  it('writes a map that reads back and a picture of it, and names a feature that is unknown or has no map', async () => {
    const args = ['feature-map', '--image', file('image.png'), '--mask', file('mask.png'), '--out', file('maps'), '--json'];
    const done = await her2cds(...args, '--features', 'original_firstorder_Mean', '--kernel-radius', '2');
    expect([done.code, done.err]).toEqual([0, expect.stringContaining('no pixel spacing')]);
    const [map] = JSON.parse(done.out).maps;
    const { data, info } = await sharp(map.png).raw().toBuffer({ resolveWithObject: true });
    expect([info.height, info.width > SIZE, info.channels]).toEqual([SIZE, true, 3]);
    const inside = data[(15 * info.width + 15) * 3]! === data[(15 * info.width + 15) * 3 + 2]!;
    const outside = data[0] === data[2];
    expect({ inside, outside }).toEqual({ inside: false, outside: true });
    const { image } = await readImageRegion({ image: readFileSync(map.nrrd), mask: readFileSync(map.nrrd), label: 'any' });
    expect(Math.max(...image.pixels)).toBe(map.highest);
    const refused = await her2cds(...args, '--features', 'original_glcm_Nothing');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('original_glcm_Nothing')]);
    const ofWhole = await her2cds(...args, '--features', 'original_shape2D_Sphericity');
    expect([ofWhole.code, ofWhole.err]).toEqual([1, expect.stringContaining('shape features have no map')]);
  }, 60_000);
});

describe('parameter files', () => {
  it('sections of PyRadiomics choose classes and features, and a key for volumes is a note', () => {
    const recipe = recipeOf(
      {
        setting: { label: 2, geometryTolerance: 1e-3 },
        imageType: { Original: null },
        featureClass: { shape: null, firstorder: ['Mean', 'Energy'] },
      },
      undefined,
    );
    expect([...recipe.featureNames].sort()).toEqual(['original_firstorder_Energy', 'original_firstorder_Mean']);
    expect(recipe.label).toBe('2');
    expect(recipe.notes.join()).toContain('shape2D');
  });

  it.each([
    ['an unknown setting', { setting: { binwidth: 5 } }, 'binwidth'],
    ['an unknown section', { settings: {}, imageType: {} }, 'unknown section'],
    ['an unknown class', { featureClass: { glcn: null } }, 'glcn'],
    ['an unknown feature', { featureClass: { glcm: ['Contrst'] } }, 'Contrst'],
    ['a list in place of an object', [], 'expected an object'],
  ])('%s is refused by name', (_, input, named) => {
    expect(() => recipeOf(input, undefined)).toThrow(named);
  });
});

describe('CSV', () => {
  it('fields with commas, quotes and line ends come back', () => {
    const fields = ['a,b', 'say "x"', 'two\nlines', ''];
    expect(parseCsv(`\uFEFF${csvLine(fields)}1,2\r\n\r\n`)).toEqual([fields, ['1', '2']]);
  });
});
