import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DecodedFrame, DicomObject } from '../../src/imaging/index.ts';
import { decodeColourFrame, decodeFrame, greyOf, parseDicom } from '../../src/imaging/index.ts';
import type { Element, PixelModule, Syntax } from './dicom-bytes.ts';
import { bytes, dicomBytes, encapsulated, pixelModule } from './dicom-bytes.ts';

const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

function object(elements: readonly Element[], syntax: Syntax = 'explicit', transferSyntax?: string): DicomObject {
  const parsed = parseDicom(dicomBytes(elements, syntax, transferSyntax));
  if (parsed.kind === 'unreadable') throw new Error(parsed.detail);
  return parsed;
}

function native(
  module: PixelModule,
  pixels: readonly number[] | Uint8Array,
  syntax: Syntax = 'explicit',
  vr = 'OB',
): DicomObject {
  return object([...pixelModule(module), ['7FE00010', vr, Uint8Array.from(pixels)]], syntax);
}

async function samples(source: DicomObject, frame = 1): Promise<readonly number[] | string> {
  const decoded = await decodeColourFrame(source, frame);
  return decoded.kind === 'frame' ? [...decoded.pixels] : decoded.reasons.map(({ code, detail }) => `${code}: ${detail}`).join();
}

describe('uncompressed frames', () => {
  const two = { rows: 1, columns: 2 };
  const colour = { ...two, samples: 3, photometric: 'RGB', planar: 0 };
  const cases: [string, DicomObject, readonly number[] | string, number?][] = [
    ['8-bit grey', native(two, [7, 9]), [7, 9]],
    ['the second of two frames', native({ ...two, frames: '2' }, [1, 2, 3, 4]), [3, 4], 2],
    ['16-bit grey, little endian', native({ ...two, bits: 16 }, [1, 2, 3, 4], 'explicit', 'OW'), [513, 1027]],
    ['16-bit grey, big endian', native({ ...two, bits: 16 }, [1, 2, 3, 4], 'big', 'OW'), [258, 772]],
    ['8-bit grey in big endian words', native(two, [7, 9], 'big', 'OW'), [9, 7]],
    [
      '12 of 16 bits, the rest dirty',
      native({ ...two, bits: 16, stored: 12 }, [1, 0xf2, 3, 0xf4], 'explicit', 'OW'),
      [0x201, 0x403],
    ],
    ['RGB, samples together', native(colour, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]],
    ['RGB, samples in planes', native({ ...colour, planar: 1 }, [1, 4, 2, 5, 3, 6]), [1, 2, 3, 4, 5, 6]],
    [
      'YBR_FULL without colour',
      native({ ...colour, photometric: 'YBR_FULL' }, [1, 128, 128, 200, 128, 128]),
      [1, 1, 1, 200, 200, 200],
    ],
    ['YBR_FULL pure red', native({ ...colour, photometric: 'YBR_FULL' }, [76, 85, 255, 0, 0, 0]), [254, 0, 0, 0, 135, 0]],
    ['YBR_FULL_422', native({ ...colour, photometric: 'YBR_FULL_422' }, [10, 20, 128, 128]), [10, 10, 10, 20, 20, 20]],
  ];
  for (const [what, source, expected, frame] of cases) {
    it(`reads ${what}`, async () => {
      expect(await samples(source, frame)).toEqual(expected);
    });
  }
});

describe('frames that are not decoded say why', () => {
  const one = { rows: 1, columns: 1 };
  const coded = (transferSyntax: string): DicomObject =>
    object([...pixelModule(one), encapsulated([Uint8Array.of(0xff, 0x4f)])], 'explicit', transferSyntax);
  const cases: [string, DicomObject, string, number?][] = [
    [
      'JPEG XL',
      coded('1.2.840.10008.1.2.4.110'),
      'image-unsupported: JPEG XL lossless (1.2.840.10008.1.2.4.110): not decoded; export the image uncompressed, as RLE or as JPEG 2000',
    ],
    [
      'a video',
      coded('1.2.840.10008.1.2.4.102'),
      'image-unsupported: MPEG-4 AVC (1.2.840.10008.1.2.4.102): not decoded; export the image uncompressed, as RLE or as JPEG 2000',
    ],
    [
      'a JPEG 2000 stream that is none',
      coded('1.2.840.10008.1.2.4.90'),
      'image-unsupported: JPEG 2000 lossless (1.2.840.10008.1.2.4.90): stream without frame header',
    ],
    [
      'a retired photometric interpretation',
      native({ ...one, photometric: 'HSV', samples: 3 }, [1, 2, 3]),
      'image-unsupported: HSV, 3 x 8 bits; export the image as RGB or MONOCHROME2 of 8 or 16 bits',
    ],
    [
      'a palette image without its tables',
      native({ ...one, photometric: 'PALETTE COLOR' }, [1]),
      'image-unsupported: PALETTE COLOR without readable lookup tables; export the image as RGB',
    ],
    [
      '32-bit pixels',
      native({ ...one, bits: 32 }, [1, 1, 1, 1]),
      'image-unsupported: MONOCHROME2, 1 x 32 bits; export the image as RGB or MONOCHROME2 of 8 or 16 bits',
    ],
    [
      'YBR_FULL_422 that is not subsampled',
      native({ rows: 1, columns: 2, samples: 3, photometric: 'YBR_FULL_422' }, [1, 2, 3, 4, 5, 6]),
      'image-unsupported: YBR_FULL_422 with three samples for every pixel; export the image as RGB',
    ],
    ['no pixel data', object(pixelModule(one)), 'image-unsupported: no pixel data'],
    ['a frame beyond the last', native(one, [1]), 'outline-unusable: frame 2 of 1', 2],
    [
      'frames that are not there',
      native({ ...one, frames: '3' }, [1, 2]),
      'image-unsupported: pixel data is shorter than its frames',
    ],
    ['0 frames', native({ ...one, frames: '0' }, [1]), 'image-unsupported: number of frames is not a count'],
    [
      'a gigapixel claim in a small file',
      native({ rows: 65_535, columns: 65_535, frames: '1000' }, [1]),
      'object-too-large: 65535 x 65535 pixels',
    ],
    ['a million frames in a small file', native({ ...one, frames: '1000000' }, [1]), 'object-too-large: 1000000 frames'],
  ];
  for (const [what, source, reason, frame] of cases) {
    it(what, async () => {
      expect(await samples(source, frame)).toBe(reason);
    });
  }
});

describe('grey is luminance', () => {
  it('is exact and integer where no pixel has colour, for every 8-bit value', () => {
    const pixels = Uint8Array.from({ length: 768 }, (_, at) => Math.floor(at / 3));
    const grey = greyOf({ kind: 'frame', width: 256, height: 1, samples: 3, pixels });
    expect(grey.pixels).toEqual(Uint8Array.from({ length: 256 }, (_, value) => value));
  });

  it('is not rounded where there is colour, and exact on pixels without', () => {
    const frame: DecodedFrame = { kind: 'frame', width: 2, height: 1, samples: 3, pixels: Uint8Array.of(10, 20, 30, 77, 77, 77) };
    expect([...greyOf(frame).pixels]).toEqual([0.299 * 10 + 0.587 * 20 + 0.114 * 30, 77]);
  });
});

describe('JPEG baseline', () => {
  const grey8 = Uint8Array.from({ length: 64 }, (_, at) => (at % 8) * 16);
  const greyJpeg = (): Promise<Uint8Array> =>
    sharp(grey8, { raw: { width: 8, height: 8, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 100 })
      .toBuffer();
  const colourJpeg = (red: number, green: number, blue: number): Promise<Buffer> =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: { r: red, g: green, b: blue } } })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
  const module = { rows: 8, columns: 8 };
  const jpegObject = (frames: Element, more: Partial<PixelModule> = {}): DicomObject =>
    object([...pixelModule({ ...module, ...more }), frames], 'explicit', JPEG_BASELINE);

  it('reads a grey stream in two fragments', async () => {
    const jpeg = await greyJpeg();
    const decoded = await decodeFrame(jpegObject(encapsulated([jpeg.subarray(0, 100), jpeg.subarray(100)])), 1);
    const difference = 'kind' in decoded ? [Number.NaN] : [...decoded.pixels].map((value, at) => Math.abs(value - grey8[at]!));
    expect(Math.max(...difference)).toBeLessThan(2);
  });

  for (const table of ['with', 'without'] as const) {
    it(`finds frames of several fragments ${table} a basic offset table`, async () => {
      const frames = await Promise.all([colourJpeg(10, 10, 10), colourJpeg(90, 90, 90), colourJpeg(200, 200, 200)]);
      const even = frames.map((frame) => bytes(frame, frame.length % 2 === 0 ? [] : [0]));
      const fragments = even.flatMap((frame) => [frame.subarray(0, 200), frame.subarray(200)]);
      const starts = even.map((_, at) => even.slice(0, at).reduce((sum, frame) => sum + frame.length + 16, 0));
      const source = jpegObject(encapsulated(fragments, table === 'with' ? starts : []), {
        samples: 3,
        photometric: 'YBR_FULL_422',
        frames: '3',
      });
      const values = await Promise.all([1, 2, 3].map(async (frame) => (await samples(source, frame))[0]));
      expect(values).toEqual([10, 90, 200]);
    });
  }

  it('does not tell frames apart that neither table, count nor markers separate', async () => {
    const pieces = [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)];
    expect(await samples(jpegObject(encapsulated(pieces), { frames: '2' }))).toBe(
      'image-unsupported: JPEG baseline (1.2.840.10008.1.2.4.50): frames cannot be told apart',
    );
  });

  const JFIF = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

  it('takes components for RGB only where the stream is silent and the data set says so', async () => {
    const silent = await colourJpeg(200, 100, 50);
    const jfif = bytes(silent.subarray(0, 2), JFIF, silent.subarray(2));
    const first = async (stream: Uint8Array, photometric: string): Promise<unknown> =>
      (await samples(jpegObject(encapsulated([stream]), { samples: 3, photometric }))).slice(0, 3);
    const near = (value: unknown): number[] => (value as number[]).map((sample) => Math.round(sample / 10) * 10);
    expect(near(await first(jfif, 'RGB'))).toEqual([200, 100, 50]);
    expect(near(await first(silent, 'YBR_FULL_422'))).toEqual([200, 100, 50]);
    expect(near(await first(silent, 'RGB'))).toEqual([120, 90, 180]);
  });

  it('refuses a stream that is cut short, of another size, progressive or no JPEG', async () => {
    const jpeg = await greyJpeg();
    const progressive = await sharp(grey8, { raw: { width: 8, height: 8, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ progressive: true })
      .toBuffer();
    expect(await samples(jpegObject(encapsulated([jpeg.subarray(0, jpeg.length - 20)])))).toBe(
      'image-unsupported: JPEG baseline (1.2.840.10008.1.2.4.50): stream is damaged',
    );
    expect(await samples(jpegObject(encapsulated([jpeg]), { columns: 9 }))).toContain('different sizes');
    expect(await samples(jpegObject(encapsulated([progressive])))).toContain('SOF2');
    expect(await samples(jpegObject(encapsulated([Uint8Array.of(0, 1, 2, 3)])))).toContain('without frame header');
  });
});
