import { describe, expect, it } from 'vitest';
import { parseDicom, ultrasoundCalibration } from '../../src/imaging/index.ts';
import type { Element } from './dicom-bytes.ts';
import { dicomBytes } from './dicom-bytes.ts';

interface RegionFacts {
  readonly format?: number;
  readonly units?: readonly [number, number];
  readonly box?: readonly [number, number, number, number];
  readonly delta?: readonly [number, number];
}

function region({ format = 1, units = [3, 3], box = [0, 0, 319, 239], delta = [0.02, 0.03] }: RegionFacts): Element[] {
  return [
    ['00186012', 'US', [format]],
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

/** An image of 320 x 240 with these regions. */
function calibration(regions: readonly RegionFacts[], pixelSpacing = '', box = roi): unknown {
  const object = parseDicom(
    dicomBytes([
      ['00186011', 'SQ', regions.map(region)],
      ['00280010', 'US', [240]],
      ['00280011', 'US', [320]],
      ['00280030', 'DS', pixelSpacing],
    ]),
  );
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return ultrasoundCalibration(object.attributes, box);
}

describe('ultrasound calibration', () => {
  const spacing = '0.4\\0.5';
  const cases: [string, unknown, unknown][] = [
    ['a region in centimetres comes before PixelSpacing', calibration([{}], spacing), fromRegion],
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
    ['two regions that hold the outline and disagree give none', calibration([{}, { delta: [0.02, 0.04] }], spacing), none],
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

  it('a spacing in millimetres survives the way through centimetres', () => {
    const lost = Array.from({ length: 100 }, (_, step) => (2 * step + 1) / 100).filter((mm) => {
      const read = calibration([{ delta: [mm / 10, mm / 10] }]) as { readonly spacing: { readonly xMm: number } };
      return read.spacing.xMm !== mm;
    });
    expect(lost).toEqual([]);
  });
});
