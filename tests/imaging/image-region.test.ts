import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fillPolygons, ImageFileError, outlineRings, readImageRegion, writeNrrd } from '../../src/imaging/index.ts';

const png = (pixels: Uint8Array, width: number, height: number): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
const square = [1, 0, 3, 0, 3, 2, 1, 2];
const SQUARE = Uint8Array.of(0, 1, 1, 0, 1, 1);

function nrrd(header: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`NRRD0004\ntype: uchar\ndimension: 2\nsizes: 3 2\n${header}\n\n`), data]);
}

function nifti(sizes: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(352 + 6);
  bytes.writeInt32LE(348, 0);
  [sizes.length, ...sizes].forEach((size, n) => void bytes.writeInt16LE(size, 40 + 2 * n));
  bytes.writeInt16LE(2, 70);
  [1, 0.1, 0.2].forEach((mm, n) => void bytes.writeFloatLE(mm, 76 + 4 * n));
  bytes.writeFloatLE(352, 108);
  bytes[123] = 2;
  bytes.write('n+1\0', 344, 'latin1');
  bytes.set(pixels, 352);
  return bytes;
}

/** One strip of 32-bit floating-point grey pixels. */
function floatTiff(values: readonly number[], width: number, height: number): Uint8Array {
  const tags = [
    [256, width],
    [257, height],
    [258, 32],
    [259, 1],
    [262, 1],
    [273, 8 + 2 + 9 * 12 + 4],
    [277, 1],
    [279, 4 * values.length],
    [339, 3],
  ];
  const bytes = Buffer.alloc(8 + 2 + tags.length * 12 + 4 + 4 * values.length);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, value], n) => {
    bytes.writeUInt16LE(tag!, 10 + 12 * n);
    bytes.writeUInt16LE(4, 12 + 12 * n);
    bytes.writeUInt32LE(1, 14 + 12 * n);
    bytes.writeUInt32LE(value!, 18 + 12 * n);
  });
  values.forEach((value, n) => void bytes.writeFloatLE(value, bytes.length - 4 * (values.length - n)));
  return bytes;
}

describe('image and outline files', () => {
  it.each([
    ['TIFF of floating-point numbers', floatTiff([0.5, -2.25, 300, 1e6, 0, -1], 3, 2)],
    [
      'a map as it is written',
      writeNrrd({
        values: Float64Array.of(0.5, -2.25, 300, 1e6, 0, -1),
        width: 3,
        height: 2,
        originMm: { x: 1, y: 2 },
        spacing: { xMm: 0.1, yMm: 0.2 },
      }),
    ],
  ])('%s keeps fractions and negative values', async (_, image) => {
    const region = await readImageRegion({ image, mask: await png(SQUARE, 3, 2) });
    expect([...region.image.pixels]).toEqual([0.5, -2.25, 300, 1e6, 0, -1]);
  });

  it.each([
    ['raw NRRD', nrrd('encoding: raw\nspacings: 0.1 0.2', pixels)],
    ['gzipped NRRD', nrrd('encoding: gzip\nspace directions: (0.1,0) (0,0.2)', gzipSync(pixels))],
    ['text NRRD', nrrd('encoding: ascii\nspacings: 0.1 0.2', Buffer.from('1 2 3\n4 5 6\n'))],
    ['NIfTI', nifti([3, 2])],
    ['gzipped NIfTI of one slice', gzipSync(nifti([3, 2, 1]))],
  ])('%s gives its pixels and its spacing', async (_, image) => {
    const region = await readImageRegion({ image, mask: await png(SQUARE, 3, 2) });
    expect(region.image).toEqual({ width: 3, height: 2, pixels });
    expect(region.spacing).toEqual({ xMm: 0.1, yMm: 0.2 });
  });

  it.each([
    ['our rings', { width: 3, height: 2, rings: [square] }],
    [
      'labelme',
      {
        imageWidth: 3,
        imageHeight: 2,
        shapes: [
          {
            label: 'lesion',
            shape_type: 'rectangle',
            points: [
              [1, 0],
              [3, 2],
            ],
          },
        ],
      },
    ],
    ['COCO polygons', { images: [{ id: 1, width: 3, height: 2 }], annotations: [{ image_id: 1, segmentation: [square] }] }],
    [
      'COCO run lengths',
      {
        images: [{ id: 1, width: 3, height: 2 }],
        annotations: [{ image_id: 1, segmentation: { size: [2, 3], counts: [2, 4] } }],
      },
    ],
    [
      'COCO compressed run lengths',
      { images: [{ id: 1, width: 3, height: 2 }], annotations: [{ image_id: 1, segmentation: { size: [2, 3], counts: '24' } }] },
    ],
  ])('%s become the mask', async (_, outline) => {
    expect((await readImageRegion({ image: await png(pixels, 3, 2), mask: json(outline) })).mask).toEqual(SQUARE);
  });

  it('rings of a mask fill to the same mask, holes included', () => {
    const mask = Uint8Array.from({ length: 400 }, (_, n) =>
      Math.hypot((n % 20) - 9, n / 20 - 9) < 8 && (n * 7919) % 11 > 1 ? 1 : 0,
    );
    expect(fillPolygons(outlineRings(mask, 20, 20) ?? [], 20, 20)).toEqual(mask);
  });

  it.each([
    ['several labels', 'several-labels', Uint8Array.of(0, 1, 2, 0, 0, 0), 3, undefined, '1, 2'],
    ['an absent label', 'label-absent', Uint8Array.of(0, 1, 2, 0, 0, 0), 3, '5', '1, 2'],
    [
      'another size',
      'size-mismatch',
      Uint8Array.of(0, 1, 2, 0, 0, 0),
      2,
      undefined,
      'expected 3 x 2 pixels as in the image, got 2 x 3',
    ],
  ])('%s in the mask is refused with what is there', async (_, code, mask, width, label, text) => {
    const files = {
      image: await png(pixels, 3, 2),
      mask: await png(mask, width, 6 / width),
      ...(label === undefined ? {} : { label }),
    };
    await expect(readImageRegion(files)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it('an image in place of the mask is taken for one, and the option that it belongs to is named', async () => {
    const image = await png(
      Uint8Array.from({ length: 100 }, (_, n) => n),
      10,
      10,
    );
    const message = expect.stringMatching(/^mask: 99 labels .*looks like an image: give the image as --image/);
    await expect(readImageRegion({ image, mask: image })).rejects.toMatchObject({ code: 'several-labels', message });
  });

  it.each([
    ['an NRRD that claims more pixels than it has', nrrd('encoding: raw', pixels.subarray(1))],
    ['an NRRD that names another file', nrrd('encoding: raw\ndata file: /etc/passwd', pixels)],
    ['a NIfTI volume', nifti([3, 1, 2])],
    ['a NIfTI of more pixels than allowed', nifti([32_767, 32_767])],
    ['gzip of nothing known', gzipSync(Buffer.alloc(1000))],
    ['an empty file', new Uint8Array(0)],
  ])('%s is refused', async (_, image) => {
    await expect(readImageRegion({ image, mask: json({ width: 3, height: 2, rings: [square] }) })).rejects.toThrow(
      ImageFileError,
    );
  });
});
