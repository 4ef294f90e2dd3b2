import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src/core/index.ts';
import type { Segmentation } from '../../src/imaging/index.ts';
import { parseDicom, readSegmentation } from '../../src/imaging/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import type { Element, Syntax } from './dicom-bytes.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';

const SEG = '1.2.840.10008.5.1.4.1.1.66.4';
const LABEL_MAP = '1.2.840.10008.5.1.4.1.1.66.7';

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

async function bits(of: Segmentation, index: number, segmentNumber?: number): Promise<string> {
  const mask = await of.mask(index, segmentNumber);
  return 'kind' in mask ? (mask.reasons[0]?.code ?? '') : [...mask].join('');
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

const coded = (value: string, meaning: string): Element[] => [
  ['00080100', 'SH', value],
  ['00080102', 'SH', 'SCT'],
  ['00080104', 'LO', meaning],
];
const breastAtTen: Element[] = [
  ...coded('76752008', 'Breast'),
  ['00082220', 'SQ', [coded('24028007', 'Right'), coded('260322002', "10 o'clock position")]],
];

/** Two frames of 2 x 2 bytes. */
const bytesOf = (type: string, sopClass: string, pixels: readonly number[], more: readonly Element[] = []): Element[] => [
  ['00080016', 'UI', sopClass],
  ...pixelModule({ rows: 2, columns: 2, bits: 8, frames: '2' }),
  ['00620001', 'CS', type],
  ...more,
  ['7FE00010', 'OB', Uint8Array.from(pixels)],
];

describe('readSegmentation', () => {
  it('unpacks frames that begin inside a byte, lowest bit first', async () => {
    const read3 = segmentation(threeFrames());
    expect([await bits(read3, 1), await bits(read3, 2), await bits(read3, 3)]).toEqual(['100000000', '100000000', '100000001']);
  });

  it('knows an empty frame without unpacking it, bits of its neighbours in the same byte or not', () => {
    const middleEmpty = segmentation(threeFrames([], [0xff, 0x01, 0xfc, 0x07]));
    expect([1, 2, 3].map((index) => middleEmpty.isEmpty(index))).toEqual([false, true, false]);
  });

  it('swaps the words of a big-endian object with OW pixels', async () => {
    const elements = threeFrames([], [0b00000010, 0b00000001, 0b00000100, 0b00000100]);
    const words = elements.map((element): Element => (element[0] === '7FE00010' ? [element[0], 'OW', element[2]] : element));
    expect(await bits(segmentation(words, 'big'), 1)).toBe('100000000');
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
      { index: 1, segmentNumber: 1, sources: [{ sopInstanceUid: '1.1', frame: 7 }], locationsPreserved: true },
      {
        index: 2,
        segmentNumber: 2,
        sources: [
          { sopInstanceUid: '1.2', frame: 3 },
          { sopInstanceUid: '1.2', frame: 4 },
        ],
        locationsPreserved: true,
      },
      { index: 3, segmentNumber: 1, sources: [{ sopInstanceUid: '1.9' }], locationsPreserved: true },
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
              ['00082218', 'SQ', [breastAtTen]],
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
      {
        number: 1,
        label: 'Mass',
        algorithm: 'AUTOMATIC',
        trackingId: 'L1',
        trackingUid: '1.5',
        laterality: 'right',
        clockPosition: "10 o'clock",
      },
      { number: 2, laterality: 'unknown' },
    ]);
  });

  it('a pixel of a fractional segmentation is inside from half of the largest value on, and the threshold is recorded', async () => {
    const elements = bytesOf('FRACTIONAL', SEG, [0, 99, 100, 200, 0, 0, 0, 0], [['0062000E', 'US', [200]]]);
    const fractional = segmentation(elements);
    expect([fractional.threshold, await bits(fractional, 1), await bits(fractional, 2)]).toEqual([0.5, '0011', '0000']);
  });

  it('a frame of a label map holds all segments, told apart by their numbers', async () => {
    const map = segmentation(bytesOf('LABELMAP', LABEL_MAP, [0, 1, 2, 2, 0, 0, 1, 0]));
    expect([await bits(map, 1, 2), await bits(map, 2, 1), await bits(map, 1)]).toEqual(['0011', '0010', '0111']);
  });

  const without = (tag: string): Element[] => threeFrames().filter((element) => element[0] !== tag);
  const replaced = (tag: string, element: Element): Element[] =>
    threeFrames().map((entry) => (entry[0] === tag ? element : entry));
  const refused: [string, Element[], string, string][] = [
    ['a type that is not defined', replaced('00620001', ['00620001', 'CS', 'FUZZY']), 'outline-unsupported', 'unknown type'],
    ['fractions of one bit', replaced('00620001', ['00620001', 'CS', 'FRACTIONAL']), 'outline-unusable', 'FRACTIONAL'],
    ['fractions without a largest value', bytesOf('FRACTIONAL', SEG, [0, 0, 0, 0, 0, 0, 0, 0]), 'outline-unusable', 'FRACTIONAL'],
    ['a label map of one bit', replaced('00620001', ['00620001', 'CS', 'LABELMAP']), 'outline-unusable', 'LABELMAP'],
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
  'dcmqi__sparse-labelmap-noppv.dcm': [2, 630, 945, 2],
  'dcmqi__sparse-labelmap-ppv5.dcm': [2, 630, 945, 2],
  'highdicom__seg_image_cr_binary.dcm': [1, 151, 151, 1],
  'highdicom__seg_image_ct_binary.dcm': [3, 638, 1404, 1],
  'highdicom__seg_image_ct_binary_fractional.dcm': [3, 638, 1404, 1],
  'highdicom__seg_image_ct_binary_overlap.dcm': [8, 80, 264, 2],
  'highdicom__seg_image_ct_binary_single_frame.dcm': [1, 1832, 1832, 1],
  'highdicom__seg_image_ct_true_fractional.dcm': [3, 638, 1404, 1],
  'highdicom__seg_image_sm_control.dcm': [20, 523, 5607, 20],
  'highdicom__seg_image_sm_control_labelmap.dcm': [20, 523, 5154, 21],
  'highdicom__seg_image_sm_control_labelmap_palette_color.dcm': [20, 523, 5154, 21],
  'highdicom__seg_image_sm_dots.dcm': [62, 200, 6096, 50],
  'highdicom__seg_image_sm_dots_tiled_full.dcm': [1250, 200, 142_406, 50],
  'highdicom__seg_image_sm_numbers.dcm': [20, 523, 5607, 20],
  'pydicom-data__liver_expb.dcm': [3, 107_098, 213_183, 1],
  'pydicom-data__liver_nonbyte_aligned.dcm': [3, 107_098, 213_183, 1],
  'pydicom__liver_expb_1frame.dcm': [1, 36_233, 36_233, 1],
};

/** Compressed forms, also those that pydicom does not decode, and the file with the same pixels uncompressed. */
const SAME_PIXELS: Readonly<Record<string, string>> = {
  'pydicom-data__liver_deflate.dcm': 'pydicom-data__liver.dcm',
  'pydicom-data__liver_j2k.dcm': 'pydicom-data__liver.dcm',
  'pydicom-data__liver_rle.dcm': 'pydicom-data__liver.dcm',
  'pydicom-data__liver_expb.dcm': 'pydicom-data__liver.dcm',
  'pydicom-data__liver_nonbyte_aligned_deflate.dcm': 'pydicom-data__liver_nonbyte_aligned.dcm',
  'pydicom-data__liver_nonbyte_aligned_j2k.dcm': 'pydicom-data__liver_nonbyte_aligned.dcm',
  'pydicom-data__liver_nonbyte_aligned_rle.dcm': 'pydicom-data__liver_nonbyte_aligned.dcm',
};

describeLane('shared', 'real segmentations have the pixels that pydicom decodes', () => {
  const shared = async (file: string): Promise<{ segments: number; masks: Mask[] }> => {
    const object = parseDicom(readFileSync(sharedPath(`data/regions/${file}`)));
    if (object.kind === 'unreadable') throw new Error(object.detail);
    const result = readSegmentation(object);
    if (result.kind === 'not-produced') throw new Error(JSON.stringify(result.reasons));
    const masks: Mask[] = [];
    for (const { index } of result.frames) {
      const mask = await result.mask(index);
      if ('kind' in mask) throw new Error(JSON.stringify(mask.reasons));
      masks.push(mask);
    }
    return { segments: result.segments.length, masks };
  };

  it.each(Object.entries(COUNTED))('%s', async (file, expected) => {
    const { segments, masks } = await shared(file);
    const counts = masks.map((mask) => mask.reduce((sum, value) => sum + value, 0));
    const weighted = counts.reduce((sum, count, at) => sum + count * (at + 1), 0);
    expect([counts.length, counts.reduce((a, b) => a + b, 0), weighted, segments]).toEqual(expected);
  });

  it.each(Object.entries(SAME_PIXELS))('%s has the pixels of %s', async (file, uncompressed) => {
    const [compressed, plain] = [await shared(file), await shared(uncompressed)];
    // Compared as bytes: the matcher is slow on arrays of a million numbers.
    expect(compressed.masks.map((mask, at) => Buffer.from(mask).equals(plain.masks[at]!))).toEqual(plain.masks.map(() => true));
  });
});
