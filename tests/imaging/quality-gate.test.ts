/** Findings of the gate on a simulated lesion that passes it, changed in one way each; and on real images. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src/core/index.ts';
import { QUALITY_CODES, type QualityOverrides, qualityOverridesSchema, qualityRules } from '../../src/core/index.ts';
import type { QualityInput, RecordOfLesion } from '../../src/imaging/index.ts';
import { checkQuality, parseDicom, readQualityInput, recordFindings } from '../../src/imaging/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import type { Element } from './dicom-bytes.ts';
import { dicomBytes } from './dicom-bytes.ts';

const { image, mask, spacing } = simulatePatient(7, { expressing: true, scanner: Object.values(SCANNERS)[0]! });
const { width, height } = image;
const frame = { minX: 0, minY: 0, maxX: width - 1, maxY: height - 1 };
const whole = { x: 0, y: 0, width, height };
const inside = [...mask.keys()].filter((at) => mask[at] === 1);
const middle = inside[Math.floor(inside.length / 2)]!;

const accepted: QualityInput = {
  image,
  mask,
  calibration: { kind: 'calibrated', spacing, source: 'ultrasound-region' },
  region: whole,
  regions: [{ content: 'tissue', box: frame, spacing, highPriority: true }],
  staleRegions: 0,
  laterality: 'left',
};

function codes(change: Partial<QualityInput>, overrides: QualityOverrides = {}): readonly string[] {
  return checkQuality({ ...accepted, ...change }, qualityRules(overrides)).findings.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}

/** The image with these pixels painted. */
function painted(at: readonly number[], value: number): QualityInput['image'] {
  const pixels = Uint8Array.from(image.pixels);
  for (const pixel of at) pixels[pixel] = value;
  return { width, height, pixels };
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const plus = (at: number, arm = 6): number[] => span(-arm, arm).flatMap((step) => [at + step, at + step * width]);
const times = (at: number, arm = 6): number[] =>
  span(-arm, arm).flatMap((step) => [at + step * (width + 1), at + step * (width - 1)]);
/** An H, two pixels wide. */
const letter = (at: number): number[] =>
  span(-5, 5).flatMap((y) => [0, 1, 8, 9, ...(y === 0 ? span(2, 7) : [])].map((x) => at + y * width + x));

function masked(keep: (x: number, y: number) => boolean): Mask {
  return mask.map((_, at) => (keep(at % width, Math.floor(at / width)) ? 1 : 0));
}

/** Interleaved colour, grey but for `paint`; the tint is added to every pixel. */
function coloured(at: readonly number[], colour: readonly number[], tint: readonly number[] = [0, 0, 0]): Partial<QualityInput> {
  const colours = Float64Array.from({ length: 3 * image.pixels.length }, (_, n) =>
    Math.min(255, Math.max(0, image.pixels[Math.floor(n / 3)]! + (image.pixels[Math.floor(n / 3)]! / 255) * tint[n % 3]!)),
  );
  for (const pixel of at) colours.set(colour, 3 * pixel);
  return { colour: Uint8Array.from(colours) };
}

function attributes(elements: readonly Element[]): Partial<QualityInput> {
  const object = parseDicom(dicomBytes(elements));
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return { attributes: object.attributes };
}

const anatomy = (value: string, meaning: string): Element => [
  '00082218',
  'SQ',
  [
    [
      ['00080100', 'SH', value],
      ['00080102', 'SH', 'SCT'],
      ['00080104', 'LO', meaning],
    ],
  ],
];

const covered = inside.slice(0, Math.ceil(0.03 * inside.length));

describe('the quality gate', () => {
  const cases: [string, readonly string[], readonly string[]][] = [
    ['a B-mode image in grey', codes({}), []],
    ['a caliper on the outline', codes({ image: painted(plus(inside[0]!), 255) }), ['warns overlay-near-roi']],
    [
      'calipers inside',
      codes({
        image: painted(
          [...plus(middle), ...times(middle + 30), ...times(middle - 30), ...plus(middle + 15), ...plus(middle - 15)],
          230,
        ),
      }),
      ['blocks overlay-in-roi'],
    ],
    [
      'letters inside',
      codes({
        image: painted(
          span(-2, 2).flatMap((n) => letter(middle + 14 * n)),
          240,
        ),
      }),
      ['blocks overlay-in-roi'],
    ],
    [
      'a bright horizontal band, as fascia is',
      codes({
        image: painted(
          span(-40, 40).map((x) => middle + x),
          200,
        ),
      }),
      [],
    ],
    ['colour in the outline', codes(coloured(covered, [220, 60, 20])), ['blocks colour-in-roi']],
    ['pale colour in the outline', codes(coloured(covered, [90, 70, 140])), ['blocks colour-in-roi']],
    ['colour beside it', codes(coloured(span(0, 8000), [0, 40, 220])), ['warns colour-in-region']],
    ['a blue tint', codes(coloured([], [], [-20, 0, 40])), []],
    ['a sepia tint', codes(coloured([], [], [20, 0, -60])), []],
    ['colour in the outline of a tinted image', codes(coloured(covered, [220, 60, 20], [-20, 0, 40])), ['blocks colour-in-roi']],
    [
      'white in a tenth of the outline',
      codes({
        image: painted(inside.slice(0, 0.1 * inside.length), 255),
      }),
      ['blocks roi-saturated'],
    ],
    [
      'black in most of the outline',
      codes({
        image: painted(inside.slice(0, 0.8 * inside.length), 0),
      }),
      ['blocks roi-clipped'],
    ],
    ['an outline of a few pixels', codes({ mask: masked((x, y) => x === 100 && y > 90 && y < 120) }), ['blocks roi-too-small']],
    [
      'an outline of 1.5 mm',
      codes({ mask: masked((x, y) => x > 100 && x < 120 && y > 100 && y < 120) }),
      ['blocks roi-too-small'],
    ],
    [
      'an outline of the whole image',
      codes({ mask: masked((x, y) => x > 2 && y > 2 && x < width - 3 && y < height - 3) }),
      ['blocks roi-too-large'],
    ],
    [
      'an outline at the edge of its region',
      codes({ mask: masked((x, y) => x > 200 && x < 260 && y > 100 && y < 140), region: { ...whole, x: 201, width: 400 } }),
      ['blocks roi-cut-off'],
    ],
    [
      'an outline in no region',
      codes({
        regions: [{ content: 'tissue', box: { ...frame, maxX: 100 }, spacing, highPriority: true }],
        ...without('region'),
      }),
      ['blocks roi-outside-region'],
    ],
    [
      'an outline in a colour box',
      codes({ regions: [{ content: 'colour-flow', box: frame, spacing, highPriority: true }] }),
      ['blocks not-b-mode'],
    ],
    [
      'an ECG elsewhere',
      codes({
        regions: [
          ...accepted.regions,
          { content: 'trace', box: { minX: 0, minY: height - 9, maxX: 99, maxY: height - 1 }, highPriority: true },
        ],
      }),
      [],
    ],
    ['two spacings that disagree', codes({ calibration: conflict() }), ['blocks spacing-conflict']],
    [
      'pixels of 1 mm',
      codes(
        { calibration: { kind: 'calibrated', spacing: { xMm: 1, yMm: 1 }, source: 'stated' } },
        { limits: { maxRoiSideMm: 1000 } },
      ),
      ['blocks spacing-out-of-range'],
    ],
    [
      'the spacing of a detector',
      codes({ calibration: { kind: 'calibrated', spacing, source: 'imager-pixel-spacing' } }),
      ['warns spacing-of-detector'],
    ],
    ['regions of another frame size', codes({ staleRegions: 2 }), ['warns stale-region']],
    [
      'Image Type of colour Doppler',
      codes(attributes([['00080008', 'CS', 'ORIGINAL\\PRIMARY\\BREAST\\0011']])),
      ['blocks not-b-mode'],
    ],
    ['Image Type of 2-D imaging', codes(attributes([['00080008', 'CS', 'ORIGINAL\\PRIMARY\\SMALL PARTS\\0001']])), []],
    [
      'Image Type of the thyroid',
      codes(attributes([['00080008', 'CS', 'ORIGINAL\\PRIMARY\\THYROID\\0001']])),
      ['blocks wrong-organ'],
    ],
    ['a series of elastography', codes(attributes([['0008103E', 'LO', 'L BREAST ELASTO']])), ['blocks not-b-mode']],
    ['a contrast agent', codes(attributes([['00180010', 'LO', 'SONOVUE']])), ['blocks not-b-mode']],
    ['a protocol without contrast', codes(attributes([['00181030', 'LO', 'Breast without contrast']])), []],
    ['another body part', codes(attributes([['00180015', 'CS', 'LIVER']])), ['blocks wrong-organ']],
    ['another anatomic region', codes(attributes([anatomy('10200004', 'Liver')])), ['blocks wrong-organ']],
    ['the left breast', codes(attributes([anatomy('80248007', 'Left breast structure'), ['00180015', 'CS', 'BREAST']])), []],
  ];
  for (const [what, actual, expected] of cases) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      expect(actual).toEqual(expected);
    });
  }

  const records: [string, RecordOfLesion, readonly string[]][] = [
    ['the same side', { sides: ['left', 'unknown'] }, []],
    ['the other side', { sides: ['unknown', 'right'] }, ['blocks wrong-side']],
    ['therapy before the image', { sides: [], therapyStart: '2026-01-01' }, ['blocks after-therapy']],
    ['therapy on the day of the image', { sides: [], therapyStart: '2026-02-01' }, []],
    ['a biopsy before and one after', { sides: [], biopsies: ['2026-03-01', '2026-01-31'] }, ['warns after-biopsy']],
    ['a biopsy of a year that states no day', { sides: [], biopsies: ['2025'] }, []],
  ];
  for (const [what, record, expected] of records) {
    it(`record: ${what}: ${expected.join(', ') || 'nothing'}`, () => {
      const found = recordFindings({ laterality: 'left', date: '2026-02-01' }, record, qualityRules());
      expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    });
  }

  it('limits and severities are data; the last source wins, and nothing but them is let in', () => {
    const rules = qualityRules(
      { limits: { minRoiPixels: 7 }, severity: { 'roi-too-small': 'warns' } },
      { severity: { 'roi-too-small': 'off' } },
    );
    expect([rules.limits.minRoiPixels, rules.severity['roi-too-small'], rules.severity['roi-too-large']]).toEqual([
      7,
      'off',
      'blocks',
    ]);
    for (const wrong of [
      { limits: { minRoiPixel: 7 } },
      { limits: { minRoiPixels: 0 } },
      { severity: { 'no-such': 'off' } },
      { limits: { maxRoiShare: 2 } },
    ]) {
      expect(qualityOverridesSchema.safeParse(wrong).success).toBe(false);
    }
    const dot = masked((x, y) => x === 100 && y > 90 && y < 120);
    expect(codes({ mask: dot }, { severity: { 'roi-too-small': 'warns' } })).toEqual(['warns roi-too-small']);
    expect(codes({ mask: dot }, { severity: { 'roi-too-small': 'off' } })).toEqual([]);
  });

  it('every code has a case here', () => {
    const expected = [...cases.map(([, , codes]) => codes), ...records.map(([, , codes]) => codes)].flat();
    const seen = new Set(expected.map((entry) => entry.split(' ')[1]));
    expect(QUALITY_CODES.filter((code) => !seen.has(code))).toEqual([]);
  });
});

function without(key: keyof QualityInput): Partial<QualityInput> {
  return { [key]: undefined } as Partial<QualityInput>;
}

function conflict(): QualityInput['calibration'] {
  return {
    kind: 'uncalibrated',
    conflict: [
      { source: 'ultrasound-region', spacing },
      { source: 'pixel-spacing', spacing: { xMm: 1, yMm: 1 } },
    ],
  };
}

describeLane('shared', 'the quality gate on real images', () => {
  /** As a person sees them: calipers lie on the outlines of the four BUS-BRA images, on two of them well inside. */
  const findings: Readonly<Record<string, readonly string[]>> = {
    'busbra/bus_0119-l': ['warns overlay-near-roi'],
    'busbra/bus_0261-l': ['warns overlay-near-roi'],
    'busbra/bus_0457-l': ['blocks overlay-in-roi'],
    'busbra/bus_0786-s': ['blocks overlay-in-roi'],
  };
  const files = [
    ...['013', '027', '031', '047', '085', '110', '133', '185', '198', '205'].map((number) => `breast/case${number}`),
    ...['0119-l', '0261-l', '0457-l', '0786-s', '0850-r', '0860-l', '1008-r', '1040-l'].map((number) => `busbra/bus_${number}`),
  ];
  it.each(files)('%s', async (file) => {
    const path = sharedPath(`data/breast-us/sample/${file}`);
    const input = await readQualityInput({ image: readFileSync(`${path}.png`), mask: readFileSync(`${path}_mask.png`) });
    const found = checkQuality(input, qualityRules()).findings.map(({ severity, code }) => `${severity} ${code}`);
    expect(found).toEqual(findings[file] ?? []);
  });
});
