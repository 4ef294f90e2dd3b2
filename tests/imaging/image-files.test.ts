import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DicomObject, ImageToImport } from '../../src/imaging/index.ts';
import {
  DEFAULT_LIMITS,
  decodeFrame,
  encodePng,
  ImageFileError,
  importImage,
  parseDicom,
  readGreyImage,
  readMask,
  readSegmentation,
  TAG,
  ultrasoundCalibration,
} from '../../src/imaging/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';

type Channels = 1 | 2 | 3 | 4;

function png(
  pixels: Uint8Array | Uint16Array,
  width: number,
  height: number,
  channels: Channels,
  space: string,
): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels } }).toColourspace(space).png().toBuffer();
}

const parsed = (bytes: Uint8Array): DicomObject => {
  const object = parseDicom(bytes);
  if (object.kind === 'unreadable') throw new Error(object.detail);
  return object;
};

const details: Omit<ImageToImport, 'image' | 'mask'> = {
  spacing: { xMm: 0.078, yMm: 0.0812345678901 },
  patient: { id: 'P-1', name: 'Doe^Jäne' },
  study: { date: '2026-01-02' },
  laterality: 'left',
  seed: 'case',
};

describe('image files', () => {
  it('grey values come as they are, in 8 and in 16 bits', async () => {
    expect((await readGreyImage(await png(Uint8Array.of(0, 1, 128, 255), 2, 2, 1, 'b-w'))).pixels).toEqual(
      Uint8Array.of(0, 1, 128, 255),
    );
    expect((await readGreyImage(await png(Uint16Array.of(0, 1, 300, 65_535), 2, 2, 1, 'grey16'))).pixels).toEqual(
      Uint16Array.of(0, 1, 300, 65_535),
    );
  });

  it('alpha is dropped and colour is luminance', async () => {
    const grey = await readGreyImage(await png(Uint8Array.of(10, 20, 30, 0, 9, 9, 9, 255), 2, 1, 4, 'srgb'));
    expect([...grey.pixels]).toEqual([0.299 * 10 + 0.587 * 20 + 0.114 * 30, 9]);
  });

  it('a mask is every value above 0, whatever its channels', async () => {
    const size = { width: 2, height: 1 };
    expect(await readMask(await png(Uint8Array.of(0, 1), 2, 1, 1, 'b-w'), size)).toEqual(Uint8Array.of(0, 1));
    expect(await readMask(await png(Uint8Array.of(0, 0, 0, 0, 0, 200), 2, 1, 3, 'srgb'), size)).toEqual(Uint8Array.of(0, 1));
  });

  it('refuses a mask of another size and names both, and an empty mask', async () => {
    const mask = await png(new Uint8Array(6), 3, 2, 1, 'b-w');
    await expect(readMask(mask, { width: 2, height: 3 })).rejects.toThrow('expected 2 x 3 pixels as in the image, got 3 x 2');
    await expect(readMask(mask, { width: 3, height: 2 })).rejects.toThrow('expected pixels above 0, got none');
  });

  it('refuses what is neither PNG nor JPEG, is cut short, or has too many pixels', async () => {
    const image = await png(
      new Uint8Array(40_000).map((_, at) => (at * 7919) % 251),
      200,
      200,
      1,
      'b-w',
    );
    await expect(readGreyImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toThrow(ImageFileError);
    await expect(readGreyImage(image.subarray(0, image.length / 2))).rejects.toThrow('damaged');
    await expect(readGreyImage(image, { ...DEFAULT_LIMITS, maxPixels: 39_999 })).rejects.toThrow('too many pixels');
  });

  it('encodePng keeps 8-bit grey and rounds luminance', async () => {
    const pixels = Uint8Array.of(0, 7, 200, 255);
    expect((await readGreyImage(await encodePng({ width: 2, height: 2, pixels }))).pixels).toEqual(pixels);
    const rounded = await readGreyImage(await encodePng({ width: 2, height: 1, pixels: Float64Array.of(1.5, 254.6) }));
    expect(rounded.pixels).toEqual(Uint8Array.of(2, 255));
  });
});

describe('importImage', () => {
  const mask = png(Uint8Array.of(0, 255, 255, 0, 255, 0), 3, 2, 1, 'b-w');
  const sources: [string, string, Promise<Buffer>][] = [
    ['grey', 'MONOCHROME2', png(Uint8Array.of(0, 1, 2, 3, 4, 255), 3, 2, 1, 'b-w')],
    ['16-bit grey', 'MONOCHROME2', png(Uint16Array.of(0, 1, 256, 1000, 40_000, 65_535), 3, 2, 1, 'grey16')],
    [
      'colour',
      'RGB',
      png(
        Uint8Array.from({ length: 18 }, (_, at) => (at * 37) % 256),
        3,
        2,
        3,
        'srgb',
      ),
    ],
    [
      'colourless RGBA',
      'RGB',
      png(
        Uint8Array.from({ length: 24 }, (_, at) => Math.floor(at / 4) * 40),
        3,
        2,
        4,
        'srgb',
      ),
    ],
  ];
  for (const [what, photometric, file] of sources) {
    it(`${what} gives the same pixels by DICOM as directly`, async () => {
      const imported = await importImage({ ...details, image: await file, mask: await mask });
      const ultrasound = parsed(imported.ultrasound);
      const image = await readGreyImage(await file);
      expect(ultrasound.attributes.strings(TAG.PhotometricInterpretation)).toEqual([photometric]);
      expect(await decodeFrame(ultrasound, 1)).toEqual(image);
      const segmentation = readSegmentation(parsed(imported.segmentation));
      if (segmentation.kind === 'not-produced') throw new Error(JSON.stringify(segmentation.reasons));
      expect(await segmentation.mask(1)).toEqual(await readMask(await mask, image));
      expect(segmentation.frames[0]).toMatchObject({
        segmentNumber: 1,
        sources: [{ sopInstanceUid: imported.uids.imageSopInstanceUid }],
      });
      const box = { minX: 0, minY: 0, maxX: 2, maxY: 1 };
      expect(ultrasoundCalibration(ultrasound.attributes, box)).toEqual({
        kind: 'calibrated',
        spacing: details.spacing,
        source: 'ultrasound-region',
      });
    });
  }

  it('the same input gives the same bytes, and another seed other UIDs', async () => {
    const input = { ...details, image: await sources[0]![2], mask: await mask };
    const [first, again, other] = await Promise.all([
      importImage(input),
      importImage(input),
      importImage({ ...input, seed: 'other' }),
    ]);
    expect(Buffer.compare(first.ultrasound, again.ultrasound)).toBe(0);
    expect(Buffer.compare(first.segmentation, again.segmentation)).toBe(0);
    const uids = [...Object.values(first.uids), ...Object.values(other.uids)];
    expect(new Set(uids).size).toBe(12);
    expect(uids.every((uid) => uid.length <= 64)).toBe(true);
  });

  it('without spacing the object states no calibration', async () => {
    const { spacing: _, ...unknown } = details;
    const { ultrasound } = await importImage({ ...unknown, image: await sources[0]![2], mask: await mask });
    expect(ultrasoundCalibration(parsed(ultrasound).attributes, { minX: 0, minY: 0, maxX: 1, maxY: 1 })).toEqual({
      kind: 'uncalibrated',
    });
  });
});

describeLane('shared', 'a breast ultrasound image with transparent pixels', () => {
  it('has the same grey through DICOM as directly', async () => {
    const image = readFileSync(sharedPath('data/breast-us/sample/breast/case013.png'));
    const mask = readFileSync(sharedPath('data/breast-us/sample/breast/case013_mask.png'));
    const { ultrasound } = await importImage({ ...details, image, mask });
    const [direct, decoded] = [await readGreyImage(image), await decodeFrame(parsed(ultrasound), 1)];
    if ('kind' in decoded) throw new Error(decoded.reasons[0]?.detail);
    expect(decoded.pixels).toBeInstanceOf(Float64Array);
    expect(Buffer.compare(Buffer.from(decoded.pixels.buffer), Buffer.from(direct.pixels.buffer))).toBe(0);
  });
});
