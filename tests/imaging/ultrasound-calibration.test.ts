import { describe, expect, it } from 'vitest';
import { jsonAttributes, parseDicom, type UltrasoundGeometry, ultrasoundGeometry } from '../../src/imaging/index.ts';
import type { Element } from './dicom-bytes.ts';
import { dicomBytes } from './dicom-bytes.ts';

interface RegionFacts {
  readonly format?: number;
  readonly type?: number;
  readonly flags?: number;
  readonly units?: readonly [number, number];
  readonly box?: readonly [number, number, number, number];
  readonly delta?: readonly [number, number];
}

function region({
  format = 1,
  type = 1,
  flags = 0,
  units = [3, 3],
  box = [0, 0, 319, 239],
  delta = [0.02, 0.03],
}: RegionFacts): Element[] {
  return [
    ['00186012', 'US', [format]],
    ['00186014', 'US', [type]],
    ['00186016', 'UL', [flags]],
    ['00186018', 'UL', [box[0]]],
    ['0018601A', 'UL', [box[1]]],
    ['0018601C', 'UL', [box[2]]],
    ['0018601E', 'UL', [box[3]]],
    ['00186024', 'US', [units[0]]],
    ['00186026', 'US', [units[1]]],
    ['0018602C', 'FD', [delta[0]]],
    ['0018602E', 'FD', [delta[1]]],
  ];
}

const roi = { minX: 100, minY: 50, maxX: 150, maxY: 90 };
const fromRegion = { kind: 'calibrated', spacing: { xMm: 0.2, yMm: 0.3 }, source: 'ultrasound-region' };
const fromPixelSpacing = { kind: 'calibrated', spacing: { xMm: 0.5, yMm: 0.4 }, source: 'pixel-spacing' };
const none = { kind: 'uncalibrated' };

const conflict = (...of: unknown[]): unknown => ({ kind: 'uncalibrated', conflict: of });
const regionSpacing = (xMm: number, yMm: number): unknown => ({ source: 'ultrasound-region', spacing: { xMm, yMm } });

/** An image of 320 x 240 with these regions. */
function geometry(
  regions: readonly RegionFacts[],
  pixelSpacing = '',
  imagerSpacing = '',
  scannedSpacing = '',
): UltrasoundGeometry {
  const object = parseDicom(
    dicomBytes([
      ['00181164', 'DS', imagerSpacing],
      ['00182010', 'DS', scannedSpacing],
      ['00186011', 'SQ', regions.map(region)],
      ['00280010', 'US', [240]],
      ['00280011', 'US', [320]],
      ['00280030', 'DS', pixelSpacing],
    ]),
  );
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return ultrasoundGeometry(object.attributes, roi);
}

const calibration = (...stated: Parameters<typeof geometry>): unknown => geometry(...stated).calibration;

describe('ultrasound calibration', () => {
  const spacing = '0.4\\0.5';
  const cases: [string, unknown, unknown][] = [
    ['a region in centimetres comes before PixelSpacing', calibration([{}], '0.3\\0.2001'), fromRegion],
    [
      'a region and a PixelSpacing that differ give none, and both are named',
      calibration([{}], spacing),
      conflict(regionSpacing(0.2, 0.3), { source: 'pixel-spacing', spacing: { xMm: 0.5, yMm: 0.4 } }),
    ],
    ['negative deltas only tell a direction', calibration([{ delta: [-0.02, -0.03] }]), fromRegion],
    ['a region that ends at Columns and Rows counts', calibration([{ box: [0, 0, 320, 240] }]), fromRegion],
    ['a region of a larger frame is stale', calibration([{ box: [84, 31, 595, 414] }], spacing), fromPixelSpacing],
    ['a region without units is passed over for the next', calibration([{ units: [0, 0], delta: [1, 1] }, {}]), fromRegion],
    ['an ECG trace is passed over', calibration([{ format: 4, units: [4, 0], delta: [0.01, 0] }, {}]), fromRegion],
    ['a spectral axis in one direction is no spacing', calibration([{ units: [3, 4] }]), none],
    [
      'of two regions side by side the one with the outline counts',
      calibration([{ box: [160, 0, 319, 239], delta: [1, 1] }, { box: [0, 0, 159, 239] }]),
      fromRegion,
    ],
    ['an outline across two regions is in neither', calibration([{ box: [0, 0, 120, 239] }, { box: [121, 0, 319, 239] }]), none],
    [
      'two regions that hold the outline and disagree give none, and both are named',
      calibration([{}, { delta: [0.02, 0.04] }]),
      conflict(regionSpacing(0.2, 0.3), regionSpacing(0.2, 0.4)),
    ],
    [
      'of two regions that disagree the one of high priority has overwritten the other',
      calibration([{ flags: 1, delta: [0.02, 0.04] }, { flags: 2 }]),
      fromRegion,
    ],
    ['PixelSpacing comes before the spacing of a detector', calibration([], spacing, '1\\1'), fromPixelSpacing],
    [
      'the spacings of a detector and of a scanned film that differ give none',
      calibration([], '', spacing, '1\\1'),
      conflict(
        { source: 'imager-pixel-spacing', spacing: { xMm: 0.5, yMm: 0.4 } },
        { source: 'nominal-scanned-pixel-spacing', spacing: { xMm: 1, yMm: 1 } },
      ),
    ],
    [
      'the spacing of a scanned film is the last',
      calibration([], '', '', spacing),
      { ...(fromPixelSpacing as object), source: 'nominal-scanned-pixel-spacing' },
    ],
    ['two regions that hold the outline and agree give theirs', calibration([{}, {}]), fromRegion],
    ['a delta of zero is no spacing', calibration([{ delta: [0, 0.03] }]), none],
    ['PixelSpacing has the rows first', calibration([], spacing), fromPixelSpacing],
    ['PixelSpacing of one value is none', calibration([], '0.4'), none],
    ['a negative PixelSpacing is none', calibration([], '-0.4\\0.5'), none],
    ['nothing stated is uncalibrated', calibration([]), none],
  ];
  for (const [what, actual, expected] of cases) {
    it(what, () => {
      expect(actual).toEqual(expected);
    });
  }

  it('the region of tissue around the outline is passed on, without the column and row after its end', () => {
    const colourBox = { type: 2, box: [80, 40, 200, 120] } as const;
    const found = geometry([
      { ...colourBox },
      { flags: 1, box: [10, 20, 320, 240] },
      { format: 4, units: [4, 0], box: [0, 200, 319, 239] },
    ]);
    expect(found.region).toEqual({ x: 80, y: 40, width: 121, height: 81 });
    expect(geometry([{ ...colourBox }, { box: [10, 20, 320, 240] }]).region).toEqual({ x: 10, y: 20, width: 310, height: 220 });
    expect(found.regions.map(({ content }) => content)).toEqual(['colour-flow', 'tissue', 'trace']);
    expect(geometry([{ box: [84, 31, 595, 414] }])).toMatchObject({ regions: [], staleRegions: 1 });
  });

  it('a region that begins outside the frame or between pixels is of no frame', () => {
    const holding = (value: unknown): object => ({ Value: [value] });
    const regionAt = (minX: number): object =>
      Object.fromEntries(
        region({})
          .map(([tag, , value]) => [tag, holding((value as readonly number[])[0])] as const)
          .concat([['00186018', holding(minX)]]),
      );
    for (const [minX, regions] of [
      [0, 1],
      [-5, 0],
      [2.5, 0],
    ] as const) {
      const dataset = { '00280010': holding(240), '00280011': holding(320), '00186011': holding(regionAt(minX)) };
      const found = ultrasoundGeometry(jsonAttributes(dataset)!, roi);
      expect([found.regions.length, found.staleRegions]).toEqual([regions, 1 - regions]);
    }
  });

  it('a spacing in millimetres survives the way through centimetres', () => {
    const lost = Array.from({ length: 100 }, (_, step) => (2 * step + 1) / 100).filter((mm) => {
      const read = calibration([{ delta: [mm / 10, mm / 10] }]) as { readonly spacing: { readonly xMm: number } };
      return read.spacing.xMm !== mm;
    });
    expect(lost).toEqual([]);
  });
});
