import { expect, it } from 'vitest';
import {
  decodeFrame,
  parseDicom,
  readMultipart,
  readSegmentation,
  ultrasoundCalibration,
  writeSegmentation,
  writeUltrasound,
} from '../../src/imaging/index.ts';
import { dicomBytes, encapsulated, pixelModule } from './dicom-bytes.ts';

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const INTERESTING = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0xe0, 0x51, 0x53, 0x55];

/** One to eight bytes replaced, mostly in the header; now and then cut short or with a piece repeated. */
function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + Math.floor(next() * 8); count > 0; count--) {
    const at = 132 + Math.floor(next() * (copy.length - 132));
    copy[at] = next() < 0.5 ? INTERESTING[Math.floor(next() * INTERESTING.length)]! : Math.floor(next() * 256);
  }
  if (next() < 0.1) return copy.subarray(0, Math.floor(next() * copy.length));
  if (next() > 0.1) return copy;
  const from = Math.floor(next() * copy.length);
  return Buffer.concat([copy.subarray(0, from), copy.subarray(Math.floor(from * next()))]);
}

const study = { studyUid: '1.2', date: '2026-01-02' };
const shared = { patient: { id: 'P' }, study, laterality: 'left', seriesUid: '1.3', sopInstanceUid: '1.4' } as const;
const seeds: readonly Uint8Array[] = [
  writeSegmentation({
    ...shared,
    width: 9,
    height: 7,
    mask: new Uint8Array(63).fill(1),
    source: { sopInstanceUid: '1.5', seriesUid: '1.6' },
    author: { kind: 'human' },
  }),
  writeUltrasound({
    ...shared,
    image: { width: 9, height: 7, samples: 1, pixels: new Uint8Array(63) },
    spacing: { xMm: 0.1, yMm: 0.1 },
  }),
  dicomBytes(
    [...pixelModule({ rows: 2, columns: 2, frames: '2' }), encapsulated([new Uint8Array(8), new Uint8Array(8)], [0, 16])],
    'explicit',
    '1.2.840.10008.1.2.4.50',
  ),
  dicomBytes(
    [
      ['00186011', 'SQ', [[['00186012', 'US', [1]]]], 'undefined length'],
      ...pixelModule({ rows: 2, columns: 2 }),
      ['7FE00010', 'OW', new Uint8Array(4)],
    ],
    'implicit',
  ),
  dicomBytes([...pixelModule({ rows: 2, columns: 2, bits: 16 }), ['7FE00010', 'OW', new Uint8Array(8)]], 'big'),
];

it('2,000 damaged objects give a result or a reason, quickly and in little memory', async () => {
  const next = random(20_260_102);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const outcomes = { unreadable: 0, decoded: 0, reason: 0 };
  let slowest = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const began = performance.now();
    const object = parseDicom(mutated(seeds[trial % seeds.length]!, next));
    if (object.kind === 'unreadable') {
      outcomes.unreadable++;
      continue;
    }
    const image = await decodeFrame(object, 1);
    ultrasoundCalibration(object.attributes, { minX: 0, minY: 0, maxX: 1, maxY: 1 });
    const segmentation = readSegmentation(object);
    if (segmentation.kind === 'segmentation') await segmentation.mask(segmentation.frames.length);
    outcomes['kind' in image ? 'reason' : 'decoded']++;
    slowest = Math.max(slowest, performance.now() - began);
  }
  expect(performance.now() - started).toBeLessThan(5000);
  expect(slowest).toBeLessThan(1000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  // The mutations reach every outcome: else they would test nothing.
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(100);
});

it('1,000 damaged multipart streams end in parts or a multipart error', async () => {
  const next = random(7);
  const seed = Buffer.concat([
    new Uint8Array(140),
    Buffer.from('--b\r\nContent-Type: a/b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n'),
  ]);
  for (let trial = 0; trial < 1000; trial++) {
    const bytes = mutated(seed, next);
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    };
    const failure: unknown = await allParts(readMultipart(chunks(), 'b', 4)).catch((error: unknown) => error);
    if (failure instanceof Error) expect(failure.name).toBe('MultipartError');
  }
});

async function allParts<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const part of parts) found.push(part);
  return found;
}
