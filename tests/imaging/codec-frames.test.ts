import { describe, expect, it } from 'vitest';
import type { DicomObject, ImagingLimits } from '../../src/imaging/index.ts';
import { DEFAULT_LIMITS, decodeColourFrame, parseDicom, TRANSFER_SYNTAX } from '../../src/imaging/index.ts';
import type { PixelModule } from './dicom-bytes.ts';
import { dicomBytes, encapsulated, pixelModule } from './dicom-bytes.ts';
import { htj2k, jpeg2000, jpegLossless, jpegLs, type Picture, rle } from './encode-stream.ts';

function object(picture: Picture, stream: Uint8Array, transferSyntax: string, more: Partial<PixelModule> = {}): DicomObject {
  const { width, height, samples, bits, signed } = picture;
  const module: PixelModule = {
    rows: height,
    columns: width,
    samples,
    photometric: samples === 3 ? 'RGB' : 'MONOCHROME2',
    bits: bits > 8 ? 16 : 8,
    stored: bits,
    signed: signed === true ? 1 : 0,
    ...(samples === 3 ? { planar: 0 } : {}),
    ...more,
  };
  const padded = stream.length % 2 === 0 ? stream : Uint8Array.of(...stream, 0);
  const parsed = parseDicom(dicomBytes([...pixelModule(module), encapsulated([padded])], 'explicit', transferSyntax));
  if (parsed.kind === 'unreadable') throw new Error(parsed.detail);
  return parsed;
}

async function decoded(source: DicomObject, limits: ImagingLimits = DEFAULT_LIMITS): Promise<readonly number[] | string> {
  const frame = await decodeColourFrame(source, 1, limits);
  return frame.kind === 'frame' ? [...frame.pixels] : frame.reasons.map(({ detail }) => detail).join();
}

function picture(samples: 1 | 3, bits: number, signed = false): Picture {
  const range = 2 ** bits;
  const values = Array.from(
    { length: 19 * 13 * samples },
    (_, at) => ((at * at * 37 + at * 11) % range) - (signed ? range / 2 : 0),
  );
  return { width: 19, height: 13, samples, bits, signed, values };
}

const lossless: readonly (readonly [
  name: string,
  syntax: string,
  encode: (picture: Picture) => Uint8Array | Promise<Uint8Array>,
])[] = [
  ['RLE', TRANSFER_SYNTAX.rle, rle],
  ['JPEG lossless', TRANSFER_SYNTAX.jpegLosslessFirstOrder, (source) => jpegLossless(source)],
  ['JPEG-LS', TRANSFER_SYNTAX.jpegLsLossless, (source) => jpegLs(source)],
  ['JPEG-LS by line', TRANSFER_SYNTAX.jpegLsLossless, (source) => jpegLs(source, source.samples === 3 ? 1 : 0)],
  ['JPEG-LS by sample', TRANSFER_SYNTAX.jpegLsNearLossless, (source) => jpegLs(source, source.samples === 3 ? 2 : 0)],
  ['JPEG 2000', TRANSFER_SYNTAX.jpeg2000Lossless, jpeg2000],
  ['HTJ2K', TRANSFER_SYNTAX.htj2kLossless, htj2k],
  ['HTJ2K RPCL', TRANSFER_SYNTAX.htj2kLosslessRpcl, htj2k],
];

describe('a lossless stream gives back what was put in', () => {
  const forms: readonly (readonly [name: string, source: Picture])[] = [
    ['8-bit grey', picture(1, 8)],
    ['12-bit grey', picture(1, 12)],
    ['16-bit grey', picture(1, 16)],
    ['colour', picture(3, 8)],
  ];
  for (const [name, syntax, encode] of lossless) {
    it.each(forms)(`${name}, %s`, async (_form, source) => {
      expect(await decoded(object(source, await encode(source), syntax))).toEqual(source.values);
    });
  }

  it.each(lossless.filter(([name]) => /^(RLE|JPEG 2000|HTJ2K)$/.test(name)))('%s, signed', async (_name, syntax, encode) => {
    const source = picture(1, 12, true);
    expect(await decoded(object(source, await encode(source), syntax))).toEqual(source.values);
  });

  it('JPEG lossless with restart intervals', async () => {
    for (const source of [picture(1, 8), picture(1, 16)]) {
      const stream = jpegLossless(source, { restart: source.width });
      expect(await decoded(object(source, stream, TRANSFER_SYNTAX.jpegLossless))).toEqual(source.values);
    }
  });

  it('colour that the encoder turned into YBR_RCT comes back as RGB', async () => {
    const source = picture(3, 8);
    const frame = object(source, await jpeg2000(source), TRANSFER_SYNTAX.jpeg2000Lossless, { photometric: 'YBR_RCT' });
    expect(await decoded(frame)).toEqual(source.values);
  });

  it('colour stored as YBR_FULL is converted', async () => {
    const source: Picture = { width: 2, height: 1, samples: 3, bits: 8, values: [76, 85, 255, 7, 128, 128] };
    for (const [, syntax, encode] of lossless.filter(([name]) => /^(RLE|JPEG lossless|JPEG-LS)$/.test(name))) {
      const frame = object(source, await encode(source), syntax, { photometric: 'YBR_FULL' });
      expect(await decoded(frame)).toEqual([254, 0, 0, 7, 7, 7]);
    }
  });
});

describe('a stream that cannot be trusted is a reason, and the next one is decoded', () => {
  const source = picture(1, 8);

  it.each(lossless)('%s, cut short', async (_name, syntax, encode) => {
    const stream = await encode(source);
    const cut = object(source, stream.subarray(0, Math.floor(stream.length * 0.6)), syntax);
    expect(await decoded(cut)).toContain('stream');
    expect(await decoded(object(source, stream, syntax))).toEqual(source.values);
  });

  it.each(lossless.slice(1))('%s, of another size than the data set', async (_name, syntax, encode) => {
    const other = object(source, await encode(source), syntax, { columns: 18 });
    expect(await decoded(other)).toMatch(/stream/);
  });

  it('more bits than the data set has room for', async () => {
    const wide = picture(1, 16);
    const frame = object(wide, await jpegLs(wide), TRANSFER_SYNTAX.jpegLsLossless, { bits: 8, stored: 8 });
    expect(await decoded(frame)).toContain('of 16 bits in a data set of 8/8');
  });

  it('JPEG lossless with a point transform, or in colour with restart intervals', async () => {
    const colour = picture(3, 8);
    const streams: [Picture, Uint8Array][] = [
      [source, jpegLossless(source, { transform: 1 })],
      [colour, jpegLossless(colour, { restart: 19 })],
    ];
    for (const [shown, stream] of streams) {
      expect(await decoded(object(shown, stream, TRANSFER_SYNTAX.jpegLossless))).toContain('point transform, or');
    }
  });

  it('JPEG lossless of no bits, for which its decoder gives no pixels', async () => {
    const stream = jpegLossless(source);
    stream[stream.indexOf(0xc3) + 3] = 0;
    expect(await decoded(object(source, stream, TRANSFER_SYNTAX.jpegLossless))).toContain('of 0 bits');
  });

  it('JPEG-LS without its end, in which CharLS may search for ever', async () => {
    const stream = await jpegLs(source);
    const endless = stream.subarray(0, Math.floor(stream.length * 0.6));
    expect(await decoded(object(source, endless, TRANSFER_SYNTAX.jpegLsLossless))).toContain('without end');
  });

  it('a decode that takes too long ends with its thread', async () => {
    const values = Array.from({ length: 256 * 256 }, (_, at) => (at * at * 7919) % 251);
    const large: Picture = { width: 256, height: 256, samples: 1, bits: 8, values };
    const frame = object(large, await jpeg2000(large), TRANSFER_SYNTAX.jpeg2000Lossless);
    expect(await decoded(frame, { ...DEFAULT_LIMITS, maxDecodeMs: 1 })).toContain('took more than 1 ms');
    expect(await decoded(frame)).toEqual(large.values);
  });
});
