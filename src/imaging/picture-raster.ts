/** PNG, JPEG and TIFF over libvips. Colour profiles are not applied; alpha is dropped and that is said. */
import sharp from 'sharp';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { noSpacing, type Raster } from './raster.ts';

export interface Picture extends Raster {
  readonly pixels: Uint8Array | Uint16Array;
}

/** TIFF only. Signed 16-bit pixels are not here: libvips clips them at 0. */
const NUMBER_DEPTHS = new Set<string | undefined>(['char', 'int', 'uint', 'float', 'double']);

const SIGNATURES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
] as const;

export function isPicture(bytes: Uint8Array): boolean {
  return SIGNATURES.some((signature) => signature.every((value, at) => bytes[at] === value));
}

const GREY_SPACES = new Set<string | undefined>(['b-w', 'grey16']);
const COLOUR_SPACES = new Set<string | undefined>(['srgb', 'rgb16', 'rgb']);

/** Grey TIFF files of signed, 32-bit or floating-point numbers too. Throws ImageFileError. */
export async function readPictureRaster(bytes: Uint8Array, limits: ImagingLimits): Promise<Raster> {
  return (await readNumbers(bytes, limits)) ?? readPicture(bytes, limits);
}

/** undefined where the file holds something else, or nothing readable. */
async function readNumbers(bytes: Uint8Array, limits: ImagingLimits): Promise<Raster | undefined> {
  try {
    const file = sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error', ignoreIcc: true });
    const { space, depth, pages = 1, channels } = await file.metadata();
    if (!NUMBER_DEPTHS.has(depth) || !GREY_SPACES.has(space) || pages > 1 || channels !== 1) return undefined;
    const { data, info } = await file.toColourspace('b-w').raw({ depth: 'double' }).toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const values = new Float64Array(new Uint8Array(data).buffer);
    return { width, height, samples: 1, values, notes: [`${depth} pixels`], spacingOf: noSpacing };
  } catch {
    return undefined;
  }
}

/** Throws ImageFileError. */
export async function readPicture(bytes: Uint8Array, limits: ImagingLimits): Promise<Picture> {
  try {
    const file = sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error', ignoreIcc: true });
    const { space, depth, hasAlpha, isPalette, pages = 1 } = await file.metadata();
    if (pages > 1)
      throw new ImageFileError(`image: expected one page, got ${pages}; write the page to a file`, { code: 'several-frames' });
    if (!GREY_SPACES.has(space) && !COLOUR_SPACES.has(space))
      throw new ImageFileError(`image: expected grey or RGB, got ${space}`);
    if (depth !== 'uchar' && depth !== 'ushort')
      throw new ImageFileError(`image: expected unsigned 8-bit or 16-bit pixels, got ${depth}; write it as NRRD or NIfTI`);
    const samples = GREY_SPACES.has(space) ? 1 : 3;
    const wide = depth === 'ushort';
    const { data, info } = await file
      .removeAlpha()
      .toColourspace(samples === 1 ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb')
      .raw(wide ? { depth: 'ushort' } : {})
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== samples) throw new ImageFileError(`image: expected ${samples} channels, got ${info.channels}`);
    const copy = new Uint8Array(data);
    const pixels = wide ? new Uint16Array(copy.buffer) : copy;
    return {
      width: info.width,
      height: info.height,
      samples,
      values: pixels,
      pixels,
      notes: [...(isPalette ? ['palette expanded to colours'] : []), ...(hasAlpha ? ['alpha dropped'] : [])],
      spacingOf: noSpacing,
    };
  } catch (cause) {
    if (cause instanceof ImageFileError) throw cause;
    throw new ImageFileError('image: the PNG, JPEG or TIFF file is damaged or has too many pixels', { cause });
  }
}
