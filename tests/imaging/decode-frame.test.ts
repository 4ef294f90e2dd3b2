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
    [
      'MONOCHROME1, inverted within its stored bits',
      native({ ...two, bits: 16, stored: 12, photometric: 'MONOCHROME1' }, [0, 0, 0xff, 0x0f], 'explicit', 'OW'),
      [4095, 0],
    ],
    ['16-bit signed', native({ ...two, bits: 16, signed: 1 }, [0xff, 0xff, 1, 0], 'explicit', 'OW'), [-1, 1]],
    [
      '12-bit signed below other bits, MONOCHROME1',
      native({ ...two, bits: 16, stored: 12, signed: 1, photometric: 'MONOCHROME1' }, [0, 0xf8, 0xff, 7], 'explicit', 'OW'),
      [2047, -2048],
    ],
    [
      '16-bit RGB in planes',
      native({ ...colour, bits: 16, planar: 1 }, [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1], 'explicit', 'OW'),
      [1, 3, 5, 2, 4, 262],
    ],
    [
      'the second of two frames of odd length in big endian words',
      native({ rows: 1, columns: 3, frames: '2' }, [2, 1, 4, 3, 6, 5], 'big', 'OW'),
      [4, 5, 6],
      2,
    ],
    ['RGB, samples together', native(colour, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]],
    ['RGB, samples in planes', native({ ...colour, planar: 1 }, [1, 4, 2, 5, 3, 6]), [1, 2, 3, 4, 5, 6]],
    [
      'YBR_FULL without colour',
      native({ ...colour, photometric: 'YBR_FULL' }, [1, 128, 128, 200, 128, 128]),
      [1, 1, 1, 200, 200, 200],
    ],
    ['YBR_FULL pure red', native({ ...colour, photometric: 'YBR_FULL' }, [76, 85, 255, 0, 0, 0]), [254, 0, 0, 0, 135, 0]],
    [
      'YBR_FULL with green on a half',
      native({ ...colour, photometric: 'YBR_FULL' }, [0, 178, 78, 19, 78, 178]),
      [0, 19, 89, 89, 1, 0],
    ],
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

describe('palettes', () => {
  const words = (values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
  const descriptors = (size: number, first: number, bits: number): Element[] =>
    ['00281101', '00281102', '00281103'].map((tag): Element => [tag, 'US', [size, first, bits]]);
  const tables = (red: Uint8Array, green: Uint8Array, blue: Uint8Array, group = '002812', last = ['01', '02', '03']): Element[] =>
    [red, green, blue].map((table, channel): Element => [`${group}${last[channel]}`, 'OW', table]);
  const palette = (
    pixels: readonly number[],
    lookup: readonly Element[],
    more: Partial<PixelModule> = {},
    syntax: Syntax = 'explicit',
  ): DicomObject => {
    const columns = (pixels.length * 8) / (more.bits ?? 8);
    const module = pixelModule({ rows: 1, columns, photometric: 'PALETTE COLOR', ...more });
    return object([...module, ...lookup, ['7FE00010', more.bits === 16 ? 'OW' : 'OB', Uint8Array.from(pixels)]], syntax);
  };
  const segmented = ['21', '22', '23'];
  const grey = [0, 10, 20, 30, 40].map((value) => value * 256);
  const cases: [string, DicomObject, readonly number[] | string][] = [
    [
      'of 16 bits give their high byte, and end at both ends',
      palette(
        [0, 3, 4, 9],
        [...descriptors(3, 2, 16), ...tables(words([256, 512, 768]), words([9 * 256, 0, 1]), words([255, 0, 0xffff]))],
      ),
      [1, 9, 0, 2, 0, 0, 3, 0, 255, 3, 0, 255],
    ],
    [
      'of 8 bits lie two entries in a word',
      palette([0, 1], [...descriptors(2, 0, 8), ...tables(Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6))]),
      [1, 3, 5, 2, 4, 6],
    ],
    [
      'that claim 16 bits but hold 8-bit values are taken for those',
      palette([1, 0], [...descriptors(2, 0, 16), ...tables(words([0, 200]), words([0, 100]), words([7, 50]))]),
      [200, 100, 50, 0, 0, 7],
    ],
    [
      'in big endian',
      palette(
        [1, 0],
        [...descriptors(2, 0, 16), ...tables(Uint8Array.of(0, 0, 9, 1), Uint8Array.of(0, 0, 8, 1), Uint8Array.of(0, 0, 7, 1))],
        {},
        'big',
      ),
      [9, 8, 7, 0, 0, 0],
    ],
    [
      'of signed values begin below zero',
      palette(
        [0xff, 0xff, 0, 0],
        [...descriptors(2, 0xffff, 16), ...tables(words([256, 512]), words([256, 512]), words([256, 512]))],
        {
          bits: 16,
          signed: 1,
        },
      ),
      [1, 1, 1, 2, 2, 2],
    ],
    [
      'in segments: discrete, linear, and a repetition of them',
      palette(
        [0, 1, 2, 3, 4, 5, 6, 7],
        [
          ...descriptors(8, 0, 16),
          // 0 10, up to 40 in two steps; then both segments again from byte 0.
          ...tables(
            ...([1, 2, 3].map(() => words([0, 2, grey[0]!, grey[1]!, 1, 2, grey[4]!, 2, 2, 0, 0])) as [
              Uint8Array,
              Uint8Array,
              Uint8Array,
            ]),
            '002812',
            segmented,
          ),
        ],
      ),
      [0, 10, 25, 40, 0, 10, 25, 40].flatMap((value) => [value, value, value]),
    ],
    [
      'of different sizes are refused',
      palette(
        [0, 1],
        [
          ...descriptors(2, 0, 16).slice(0, 2),
          ['00281103', 'US', [1, 0, 16]],
          ...tables(words([0, 256]), words([0, 256]), words([256])),
        ],
      ),
      'image-unsupported: the lookup tables of red, green and blue differ in size; export the image as RGB',
    ],
    [
      'shorter than they claim are refused',
      palette([0, 1], [...descriptors(0, 0, 16), ...tables(words([0, 256]), words([0, 256]), words([0, 256]))]),
      'image-unsupported: PALETTE COLOR without readable lookup tables; export the image as RGB',
    ],
    [
      'in segments that never fill are refused',
      palette(
        [0, 1],
        [...descriptors(4, 0, 16), ...tables(words([0, 0, 2, 9, 0, 0]), words([0, 0]), words([1, 4, 256]), '002812', segmented)],
      ),
      'image-unsupported: PALETTE COLOR without readable lookup tables; export the image as RGB',
    ],
  ];
  for (const [what, source, expected] of cases) {
    it(what, async () => {
      expect(await samples(source)).toEqual(expected);
    });
  }
});

describe('an extended offset table', () => {
  it('tells frames of several fragments apart where nothing else does', async () => {
    const u64 = (values: readonly number[]): Uint8Array => new Uint8Array(BigUint64Array.from(values, BigInt).buffer);
    // Two frames of RLE, which has no marker: a header of one segment, and three bytes twice.
    const frame = (value: number): Uint8Array =>
      bytes(new Uint8Array(Uint32Array.from([1, 64, ...new Array(14).fill(0)]).buffer), [0, value]);
    const fragments = [frame(5).subarray(0, 40), frame(5).subarray(40), frame(9)];
    const source = object(
      [
        ...pixelModule({ rows: 1, columns: 1, frames: '2' }),
        ['7FE00001', 'OV', u64([0, 40 + 8 + 26 + 8])],
        encapsulated(fragments),
      ],
      'explicit',
      '1.2.840.10008.1.2.5',
    );
    expect([await samples(source, 1), await samples(source, 2)]).toEqual([[5], [9]]);
  });
});
