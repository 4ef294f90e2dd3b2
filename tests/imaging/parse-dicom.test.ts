import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DicomObject } from '../../src/imaging/index.ts';
import { DEFAULT_LIMITS, parseDicom, TAG } from '../../src/imaging/index.ts';
import type { Element, Syntax } from './dicom-bytes.ts';
import { bytes, dicomBytes, elementBytes, part10, u32 } from './dicom-bytes.ts';

function parsed(file: Uint8Array): DicomObject {
  const object = parseDicom(file);
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return object;
}

const region: Element[] = [
  ['00186012', 'US', [1]],
  ['00186018', 'UL', [70_000]],
  ['0018602C', 'FD', [-0.025]],
];
const dataset: Element[] = [
  ['00080060', 'CS', 'US'],
  ['00100020', 'LO', ' Ü1 '],
  ['00186011', 'SQ', [region, region]],
  ['00280010', 'US', [258]],
  ['00280030', 'DS', '0.1\\0.2 '],
];

describe('parseDicom', () => {
  const syntaxes: Syntax[] = ['implicit', 'explicit', 'big'];
  for (const syntax of syntaxes) {
    for (const length of ['defined', 'undefined'] as const) {
      it(`reads text, numbers and sequences of ${length} length in ${syntax} syntax`, () => {
        const elements = dataset.map(
          (element): Element =>
            element[1] === 'SQ' && length === 'undefined'
              ? ([...element.slice(0, 3), 'undefined length'] as unknown as Element)
              : element,
        );
        const { attributes } = parsed(dicomBytes(elements, syntax));
        expect(attributes.strings(TAG.Modality)).toEqual(['US']);
        expect(attributes.strings(TAG.PatientId)).toEqual(['Ü1']);
        expect(attributes.numbers(TAG.Rows)).toEqual([258]);
        expect(attributes.numbers(TAG.PixelSpacing)).toEqual([0.1, 0.2]);
        const regions = attributes.items(TAG.SequenceOfUltrasoundRegions);
        expect(regions.map((item) => item.numbers(TAG.RegionLocationMinX0))).toEqual([[70_000], [70_000]]);
        expect(regions[1]!.numbers(TAG.PhysicalDeltaX)).toEqual([-0.025]);
      });
    }
  }

  it('reads a deflated data set, and refuses one that inflates beyond the limit', () => {
    const body = bytes(
      ...dataset.map((element) => elementBytes(element, 'explicit')),
      elementBytes(['7FE00010', 'OB', new Uint8Array(1e6)], 'explicit'),
    );
    const file = part10('1.2.840.10008.1.2.1.99', deflateRawSync(body));
    expect(parsed(file).attributes.numbers(TAG.Rows)).toEqual([258]);
    expect(parseDicom(file, { ...DEFAULT_LIMITS, maxObjectBytes: 100_000 })).toMatchObject({
      kind: 'unreadable',
      cause: 'too-large',
    });
  });

  it('skips a 64-bit extended offset table instead of losing its place', () => {
    const elements: Element[] = [
      ['00280010', 'US', [4]],
      ['7FE00001', 'OV', new Uint8Array(24)],
      ['7FE00010', 'OB', Uint8Array.of(1, 2)],
    ];
    expect(parsed(dicomBytes(elements)).pixelData).toMatchObject({ kind: 'native', bytes: Uint8Array.of(1, 2) });
  });

  it('does not take implicit pixels that look like a sequence item for one', () => {
    const pixels = bytes([0xfe, 0xff, 0x00, 0xe0], new Uint8Array(12));
    expect(parsed(dicomBytes([['7FE00010', 'OW', pixels]], 'implicit')).pixelData).toMatchObject({
      kind: 'native',
      bytes: pixels,
    });
  });

  it('gives an empty list for what is absent, empty or no number', () => {
    const { attributes } = parsed(
      dicomBytes([
        ['00280008', 'IS', 'two'],
        ['00280010', 'US', new Uint8Array(0)],
        ['00280030', 'DS', '1\\'],
      ]),
    );
    expect(attributes.numbers(TAG.NumberOfFrames)).toEqual([]);
    expect(attributes.numbers(TAG.Rows)).toEqual([]);
    expect(attributes.numbers(TAG.PixelSpacing)).toEqual([]);
    expect(attributes.items(TAG.SequenceOfUltrasoundRegions)).toEqual([]);
  });

  const nest = (depth: number): Element[][] => (depth === 0 ? [[]] : [[['00081140', 'SQ', nest(depth - 1)]]]);
  const refused: [string, Uint8Array, string][] = [
    ['an empty file', new Uint8Array(0), 'not-dicom'],
    ['a PNG', bytes([0x89, 0x50, 0x4e, 0x47], new Uint8Array(400)), 'not-dicom'],
    ['a header without data set', part10('1.2.840.10008.1.2.1', new Uint8Array(0)), 'damaged'],
    ['a file without transfer syntax', part10('', dicomBytes(dataset)), 'damaged'],
    ['an element longer than the file', dicomBytes(dataset).subarray(0, -1), 'damaged'],
    [
      'a length of 4 GB',
      bytes(dicomBytes(dataset), elementBytes(['00420011', 'OB', ''], 'explicit').subarray(0, 8), u32(0xfffffff0)),
      'damaged',
    ],
    ['a file cut inside a sequence', dicomBytes(dataset).subarray(0, -60), 'damaged'],
    ['sequences nested 17 deep', dicomBytes([['00081140', 'SQ', nest(17)]]), 'too-large'],
    ['sequences nested beyond the call stack', dicomBytes([['00081140', 'SQ', bytes(...deepItems(20_000))]]), 'damaged'],
    [
      'pixel data without end and fragments',
      dicomBytes([['7FE00010', 'OB', new Uint8Array(8), 'undefined length']], 'implicit'),
      'damaged',
    ],
  ];
  for (const [what, file, cause] of refused) {
    it(`refuses ${what}`, () => {
      expect(parseDicom(file)).toMatchObject({ kind: 'unreadable', cause });
    });
  }

  it('stops at a hundred thousand empty items instead of keeping an object for each', () => {
    const items = new Uint8Array(800_000);
    for (let at = 0; at < items.length; at += 8) items.set([0xfe, 0xff, 0x00, 0xe0], at);
    expect(parseDicom(dicomBytes([['00081140', 'SQ', items]]), { ...DEFAULT_LIMITS, maxReads: 100_000 })).toMatchObject({
      kind: 'unreadable',
      cause: 'too-large',
    });
  });
});

function deepItems(depth: number): Uint8Array[] {
  return Array.from({ length: depth }, () =>
    bytes([0xfe, 0xff, 0x00, 0xe0], u32(0xffffffff), [0x08, 0, 0x40, 0x11], Buffer.from('SQ'), [0, 0], u32(0xffffffff)),
  );
}
