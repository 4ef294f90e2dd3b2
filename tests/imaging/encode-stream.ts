/**
 * Compressed streams of small images for tests: JPEG-LS, JPEG 2000 and HTJ2K by the encoders of the packages whose decoders
 * the service runs, RLE and JPEG lossless by hand.
 */
import { createRequire } from 'node:module';
import { bytes } from './dicom-bytes.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly bits: number;
  readonly signed?: boolean;
  /** Row-major, the samples of a pixel together. */
  readonly values: readonly number[];
}

interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
  setNearLossless?(near: number): void;
  setInterleaveMode?(mode: number): void;
  setDecompositions?(levels: number): void;
  setQuality?(reversible: boolean, quality: number): void;
}
type Module = Readonly<Record<string, new () => Encoder>>;

const require = createRequire(import.meta.url);
const modules = new Map<string, Promise<Module>>();

async function encoder(specifier: string, name: string): Promise<Encoder> {
  const silent = (): void => undefined;
  if (!modules.has(specifier)) modules.set(specifier, require(specifier)({ print: silent, printErr: silent }));
  return new (await modules.get(specifier)!)[name]!();
}

async function encoded(made: Encoder, { width, height, samples, bits, signed, values }: Picture): Promise<Uint8Array> {
  const frame = {
    width,
    height,
    bitsPerSample: bits,
    componentCount: samples,
    isSigned: signed ?? false,
    isUsingColorTransform: samples === 3,
  };
  made
    .getDecodedBuffer(frame)
    .set(bits > 8 ? new Uint8Array(Uint16Array.from(values, (value) => value & 0xffff).buffer) : Uint8Array.from(values));
  made.encode();
  const stream = Uint8Array.from(made.getEncodedBuffer());
  made.delete();
  return stream;
}

function inPlanes({ samples, values }: Picture): readonly number[] {
  return Array.from({ length: samples }, (_, sample) => values.filter((_value, at) => at % samples === sample)).flat();
}

/** `interleave`: 0 planes, 1 lines, 2 samples. */
export async function jpegLs(picture: Picture, interleave: 0 | 1 | 2 = 0, near = 0): Promise<Uint8Array> {
  const made = await encoder('@cornerstonejs/codec-charls/wasmjs', 'JpegLSEncoder');
  made.setInterleaveMode?.(interleave);
  made.setNearLossless?.(near);
  return encoded(made, interleave === 0 ? { ...picture, values: inPlanes(picture) } : picture);
}

export async function jpeg2000(picture: Picture): Promise<Uint8Array> {
  const made = await encoder('@cornerstonejs/codec-openjpeg/wasmjs', 'J2KEncoder');
  made.setDecompositions?.(2);
  return encoded(made, picture);
}

export async function htj2k(picture: Picture): Promise<Uint8Array> {
  const made = await encoder('@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KEncoder');
  made.setQuality?.(true, 0);
  return encoded(made, picture);
}

/** PackBits of one value a run where two are the same, else literally (PS3.5 G.3.1); segments are of even length. */
export function rle({ samples, bits, values }: Picture): Uint8Array {
  const size = bits > 8 ? 2 : 1;
  const segments = Array.from({ length: samples * size }, (_, index) => {
    const sample = Math.floor(index / size);
    const shift = 8 * (size - 1 - (index % size));
    const plane = values.filter((_value, at) => at % samples === sample).map((value) => (value >> shift) & 0xff);
    const packed = plane.flatMap((value, at) => {
      if (at % 2 === 1) return [];
      const next = plane[at + 1];
      return next === undefined ? [0, value] : next === value ? [255, value] : [1, value, next];
    });
    return Uint8Array.from(packed.length % 2 === 0 ? packed : [...packed, 128]);
  });
  const header = new Uint32Array(16);
  header[0] = segments.length;
  let start = 64;
  segments.forEach((segment, index) => {
    header[index + 1] = start;
    start += segment.length;
  });
  return bytes(new Uint8Array(header.buffer), ...segments);
}

/** T.81 annex H with one table in which every category has five bits. */
export function jpegLossless({ width, height, samples, bits, values }: Picture, { restart = 0, transform = 0 } = {}): Uint8Array {
  const ids = Array.from({ length: samples }, (_, index) => index + 1);
  const u16 = (value: number): number[] => [value >> 8, value & 0xff];
  const segment = (marker: number, body: readonly number[]): number[] => [0xff, marker, ...u16(body.length + 2), ...body];
  const head = [
    [0xff, 0xd8],
    segment(0xc3, [bits, ...u16(height), ...u16(width), samples, ...ids.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, [
      0,
      0,
      0,
      0,
      0,
      17,
      ...new Array<number>(11).fill(0),
      ...Array.from({ length: 17 }, (_, category) => category),
    ]),
    restart === 0 ? [] : segment(0xdd, u16(restart)),
    segment(0xda, [samples, ...ids.flatMap((id) => [id, 0]), 1, 0, transform]),
  ].flat();
  const intervals: string[] = [];
  for (let pixel = 0; pixel < width * height; pixel++) {
    const first = restart === 0 ? pixel === 0 : pixel % restart === 0;
    if (first) intervals.push('');
    for (let sample = 0; sample < samples; sample++) {
      const x = pixel % width;
      const before = first ? undefined : values[(x > 0 ? pixel - 1 : pixel - width) * samples + sample];
      // Modulo 65536 (T.81 H.1.2.1).
      const difference = ((values[pixel * samples + sample]! - (before ?? 2 ** (bits - 1))) << 16) >> 16;
      intervals[intervals.length - 1] += difference === 0 ? '00000' : code(difference);
    }
  }
  const body = intervals.flatMap((bitString, index) => {
    const padded = bitString.padEnd(Math.ceil(bitString.length / 8) * 8, '1');
    const stuffed = [...padded.matchAll(/.{8}/g)].flatMap(([byte]) =>
      byte === '11111111' ? [0xff, 0] : [Number.parseInt(byte, 2)],
    );
    return index === 0 ? stuffed : [0xff, 0xd0 + ((index - 1) % 8), ...stuffed];
  });
  return Uint8Array.from([...head, ...body, 0xff, 0xd9]);
}

function code(difference: number): string {
  if (difference === -32_768) return '10000';
  const category = Math.floor(Math.log2(Math.abs(difference))) + 1;
  const extra = difference > 0 ? difference : difference + 2 ** category - 1;
  return category.toString(2).padStart(5, '0') + extra.toString(2).padStart(category, '0');
}
