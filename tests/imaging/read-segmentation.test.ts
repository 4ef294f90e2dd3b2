import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Segmentation } from '../../src/imaging/index.ts';
import { parseDicom, readSegmentation } from '../../src/imaging/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import type { Element, Syntax } from './dicom-bytes.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';

const SEG = '1.2.840.10008.5.1.4.1.1.66.4';

function read(elements: readonly Element[], syntax: Syntax = 'explicit'): ReturnType<typeof readSegmentation> {
  const object = parseDicom(dicomBytes(elements, syntax));
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return readSegmentation(object);
}

function segmentation(...args: Parameters<typeof read>): Segmentation {
  const result = read(...args);
  if (result.kind === 'not-produced') throw new Error(JSON.stringify(result.reasons));
  return result;
}

function source(uid: string, frames?: string): Element {
  const image: Element[] = [
    ['00081155', 'UI', uid],
    ...(frames === undefined ? [] : ([['00081160', 'IS', frames]] as Element[])),
  ];
  return ['00089124', 'SQ', [[['00082112', 'SQ', [image]]]]];
}

const identification = (number: number): Element => ['0062000A', 'SQ', [[['0062000B', 'US', [number]]]]];

/** Three frames of 3 x 3: nine bits each, so the second begins inside a byte. */
const threeFrames = (
  more: readonly Element[] = [],
  pixels: readonly number[] = [0b00000001, 0b00000010, 0b00000100, 0b00000100],
): Element[] => [
  ['00080016', 'UI', SEG],
  ...pixelModule({ rows: 3, columns: 3, bits: 1, frames: '3' }),
  ['00620001', 'CS', 'BINARY'],
  ...more,
  ['7FE00010', 'OB', Uint8Array.from(pixels)],
];

describe('readSegmentation', () => {
  it('unpacks frames that begin inside a byte, lowest bit first', () => {
    const read3 = segmentation(threeFrames());
    expect([1, 2, 3].map((index) => [...read3.mask(index)].join(''))).toEqual(['100000000', '100000000', '100000001']);
  });

  it('knows an empty frame without unpacking it, bits of its neighbours in the same byte or not', () => {
    const middleEmpty = segmentation(threeFrames([], [0xff, 0x01, 0xfc, 0x07]));
    expect([1, 2, 3].map((index) => middleEmpty.isEmpty(index))).toEqual([false, true, false]);
  });

  it('swaps the words of a big-endian object with OW pixels', () => {
    const elements = threeFrames([], [0b00000010, 0b00000001, 0b00000100, 0b00000100]);
    const words = elements.map((element): Element => (element[0] === '7FE00010' ? [element[0], 'OW', element[2]] : element));
    expect([...segmentation(words, 'big').mask(1)].join('')).toBe('100000000');
  });

  it('takes segment and image of a frame from its own group, else from the shared one, else from the only referenced instance', () => {
    const own = segmentation(
      threeFrames([
        [
          '00081115',
          'SQ',
          [
            [
              ['0008114A', 'SQ', [[['00081155', 'UI', '1.9']]]],
              ['0020000E', 'UI', '1.8'],
            ],
          ],
        ],
        ['52009229', 'SQ', [[identification(1)]]],
        ['52009230', 'SQ', [[source('1.1', '7')], [identification(2), source('1.2', '3\\4')], []]],
      ]),
    );
    expect(own.frames).toEqual([
      { index: 1, segmentNumber: 1, sources: [{ sopInstanceUid: '1.1', frame: 7 }] },
      {
        index: 2,
        segmentNumber: 2,
        sources: [
          { sopInstanceUid: '1.2', frame: 3 },
          { sopInstanceUid: '1.2', frame: 4 },
        ],
      },
      { index: 3, segmentNumber: 1, sources: [{ sopInstanceUid: '1.9' }] },
    ]);
    expect([...own.seriesOfInstance]).toEqual([['1.9', '1.8']]);
  });

  it('reads what a segment says of itself, and leaves out what it does not', () => {
    const { segments } = segmentation(
      threeFrames([
        [
          '00620002',
          'SQ',
          [
            [
              ['00620004', 'US', [1]],
              ['00620005', 'LO', 'Mass'],
              ['00620008', 'CS', 'AUTOMATIC'],
              ['00620020', 'UT', 'L1'],
              ['00620021', 'UI', '1.5'],
            ],
            [
              ['00620004', 'US', [2]],
              ['00620008', 'CS', 'GUESSED'],
            ],
            [['00620005', 'LO', 'without number']],
          ],
        ],
      ]),
    );
    expect(segments).toEqual([
      { number: 1, label: 'Mass', algorithm: 'AUTOMATIC', trackingId: 'L1', trackingUid: '1.5' },
      { number: 2 },
    ]);
  });

  const without = (tag: string): Element[] => threeFrames().filter((element) => element[0] !== tag);
  const replaced = (tag: string, element: Element): Element[] =>
    threeFrames().map((entry) => (entry[0] === tag ? element : entry));
  const refused: [string, Element[], string, string][] = [
    ['FRACTIONAL', replaced('00620001', ['00620001', 'CS', 'FRACTIONAL']), 'outline-unsupported', 'FRACTIONAL'],
    ['a label map', replaced('00080016', ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.66.7']), 'outline-unsupported', 'label map'],
    [
      'an ultrasound image',
      replaced('00080016', ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.6.1']),
      'outline-unsupported',
      'not a segmentation',
    ],
    ['frames that are not there', replaced('7FE00010', ['7FE00010', 'OB', Uint8Array.of(1, 2)]), 'outline-unusable', 'shorter'],
    ['no pixels', without('7FE00010'), 'outline-unusable', 'without pixel data'],
    ['no size', without('00280010'), 'outline-unusable', 'rows or columns'],
    ['a claim of 10,001 frames', replaced('00280008', ['00280008', 'IS', '10001']), 'object-too-large', '10001'],
  ];
  for (const [what, elements, code, detail] of refused) {
    it(`refuses ${what}`, () => {
      expect(read(elements)).toMatchObject({
        kind: 'not-produced',
        reasons: [{ code, detail: expect.stringContaining(detail) }],
      });
    });
  }
});

/** Pixels set, and the same weighted by frame number, as numpy counts them in what pydicom 3.0.2 decodes. */
const COUNTED: Readonly<Record<string, readonly [frames: number, set: number, weighted: number, segments: number]>> = {
  'dcmjs__tumor_User1_Manual_Trial1.dcm': [13, 266, 2066, 2],
  'dcmqi__liver.dcm': [3, 107_098, 213_183, 1],
  'dcmqi__partial_overlaps.dcm': [7, 43_639, 159_891, 5],
  'dcmqi__seg.dcm': [13, 795, 6036, 1],
  'highdicom__seg_image_cr_binary.dcm': [1, 151, 151, 1],
  'highdicom__seg_image_ct_binary.dcm': [3, 638, 1404, 1],
  'highdicom__seg_image_ct_binary_overlap.dcm': [8, 80, 264, 2],
  'highdicom__seg_image_ct_binary_single_frame.dcm': [1, 1832, 1832, 1],
  'highdicom__seg_image_sm_dots.dcm': [62, 200, 6096, 50],
  'highdicom__seg_image_sm_dots_tiled_full.dcm': [1250, 200, 142_406, 50],
  'highdicom__seg_image_sm_numbers.dcm': [20, 523, 5607, 20],
  'pydicom-data__liver_expb.dcm': [3, 107_098, 213_183, 1],
  'pydicom-data__liver_nonbyte_aligned.dcm': [3, 107_098, 213_183, 1],
  'pydicom__liver_expb_1frame.dcm': [1, 36_233, 36_233, 1],
};

describeLane('shared', 'real binary segmentations have the pixels that pydicom decodes', () => {
  for (const [file, expected] of Object.entries(COUNTED)) {
    it(file, () => {
      const object = parseDicom(readFileSync(sharedPath(`data/regions/${file}`)));
      if (object.kind === 'unreadable') throw new Error(object.detail);
      const result = readSegmentation(object);
      if (result.kind === 'not-produced') throw new Error(JSON.stringify(result.reasons));
      const counts = result.frames.map(({ index }) => result.mask(index).reduce((sum, value) => sum + value, 0));
      const weighted = counts.reduce((sum, count, at) => sum + count * (at + 1), 0);
      expect([counts.length, counts.reduce((a, b) => a + b, 0), weighted, result.segments.length]).toEqual(expected);
    });
  }
});
