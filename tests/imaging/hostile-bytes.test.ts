import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SOP_CLASS, TRANSFER_SYNTAX } from '../../src/imaging/index.ts';
import type { Element } from './dicom-bytes.ts';
import { bytes, dicomBytes, encapsulated, part10, pixelModule } from './dicom-bytes.ts';
import { jpeg2000, type Picture } from './encode-stream.ts';
import { TARGETS } from './fuzz-targets.ts';
import { coordinates, measurementReport, REGION } from './outline-objects.ts';
import { feed, sources } from './random-bytes.ts';

it('damaged objects and streams give a result or a reason, in time and within the limits', { timeout: 60_000 }, async () => {
  const from = await sources(undefined);
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 500; seed++) {
    const { target, outcome, problem } = await feed(seed, from);
    expect(problem, `seed ${seed}`).toBeUndefined();
    outcomes.add(`${target} ${outcome}`);
  }
  // The mutations reach the far end of every reader: else they would test nothing.
  const far = ['DICOM decoded', 'SEG several-outlines', 'RTSTRUCT drawn', 'SR drawn', 'multipart 2 parts', 'DICOM JSON read'];
  expect([...outcomes]).toEqual(expect.arrayContaining(far));
});

const identity = { seriesUid: '1.5', sopInstanceUid: '1.6' };
const corners = (count: number): number[] =>
  Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? (at * 13) % 39 : (at * 7) % 29));
const many = <T>(count: number, item: T): T[] => new Array<T>(count).fill(item);

function structureSet(regions: number, contours: number): Uint8Array {
  const contour: Element[] = [
    ['30060042', 'CS', 'CLOSED_PLANAR'],
    ['30060050', 'DS', '3\\3\\0\\20\\3\\0\\20\\15\\0'],
  ];
  return dicomBytes([
    ['00080016', 'UI', SOP_CLASS.rtStructureSet],
    ['30060020', 'SQ', many<Element[]>(regions, [['30060022', 'IS', '1']])],
    [
      '30060039',
      'SQ',
      [
        [
          ['30060040', 'SQ', many(contours, contour)],
          ['30060084', 'IS', '1'],
        ],
      ],
    ],
  ]);
}

/** 255 x 255 pixels that the stream says are in tiles of one. */
async function inTiles(): Promise<Uint8Array> {
  const source: Picture = { width: 255, height: 255, samples: 1, bits: 8, values: many(255 * 255, 7) };
  const stream = await jpeg2000(source);
  new DataView(stream.buffer).setUint32(24, 1);
  new DataView(stream.buffer).setUint32(28, 1);
  const even = stream.length % 2 === 0 ? stream : bytes(stream, [0]);
  return dicomBytes(
    [...pixelModule({ rows: 255, columns: 255 }), encapsulated([even])],
    'explicit',
    TRANSFER_SYNTAX.jpeg2000Lossless,
  );
}

describe('an object that is made to cost is answered at the price of its size', () => {
  const image: Element[] = [
    ...pixelModule({ rows: 65_535, columns: 65_535, frames: '1000' }),
    ['7FE00010', 'OW', new Uint8Array(60_000)],
  ];
  const group = (items: Element[][]): Uint8Array => measurementReport(identity, [{ items }]);
  const cases: readonly (readonly [
    name: string,
    target: string,
    object: () => Uint8Array | Promise<Uint8Array>,
    outcome: string,
  ])[] = [
    ['60 kB that claim 65535 x 65535 x 1000', 'DICOM', () => dicomBytes(image), 'object-too-large'],
    [
      'four kilobytes that inflate beyond the limit',
      'DICOM',
      () => part10(TRANSFER_SYNTAX.deflatedExplicitLittleEndian, deflateRawSync(new Uint8Array(2 ** 22))),
      'unreadable: too-large',
    ],
    ['a JPEG 2000 stream in 65,025 tiles', 'DICOM', inTiles, 'object-too-large'],
    ['400 regions of one number with 400 contours', 'RTSTRUCT', () => structureSet(400, 400), 'outline-unusable'],
    [
      'a report with 500 shapes',
      'SR',
      () => group(many(500, coordinates('POLYLINE', [2, 2, 12, 2, 12, 9, 2, 2], REGION))),
      'outline-unusable',
    ],
    ['a polyline of 7,000 corners', 'SR', () => group([coordinates('POLYLINE', corners(7000), REGION)]), 'drawn'],
  ];
  it.each(cases)('%s', async (_name, target, object, outcome) => {
    const made = await object();
    const before = process.cpuUsage();
    expect(await TARGETS.find(({ name }) => name === target)!.run(made)).toBe(outcome);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
