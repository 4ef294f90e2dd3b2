/**
 * PNG and JPEG files in and out. Grey follows the one definition in luminance.ts, so an image gives the same pixels here
 * as after `importImage` and a round through an archive. Alpha is dropped, colour profiles are not applied.
 */
import sharp from 'sharp';
import type { GreyImage, Mask } from '../core/index.ts';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import type { DecodedFrame } from './luminance.ts';
import { greyOf } from './luminance.ts';
import { readPicture } from './picture-raster.ts';

export async function readGreyImage(bytes: Uint8Array, limits: ImagingLimits = DEFAULT_LIMITS): Promise<GreyImage> {
  return greyOf(await readImageFile(bytes, limits));
}

/** Every value above 0 is inside. A mask of another size than the image is refused: resampling it would be a guess. */
export async function readMask(
  bytes: Uint8Array,
  size: { readonly width: number; readonly height: number },
  limits: ImagingLimits = DEFAULT_LIMITS,
): Promise<Mask> {
  const file = await readImageFile(bytes, limits);
  if (file.width !== size.width || file.height !== size.height) {
    throw new ImageFileError(
      `mask: expected ${size.width} x ${size.height} pixels as in the image, got ${file.width} x ${file.height}`,
    );
  }
  const mask = new Uint8Array(size.width * size.height);
  for (let at = 0; at < file.pixels.length; at++) {
    if (file.pixels[at] !== 0) mask[Math.floor(at / file.samples)] = 1;
  }
  if (!mask.includes(1)) throw new ImageFileError('mask: expected pixels above 0, got none');
  return mask;
}

/** Eight or sixteen bits, never signed. */
export interface PictureFrame extends DecodedFrame {
  readonly pixels: Uint8Array | Uint16Array;
}

/** Samples as stored: grey stays one sample, 16 bits stay 16 bits. */
export async function readImageFile(bytes: Uint8Array, limits: ImagingLimits = DEFAULT_LIMITS): Promise<PictureFrame> {
  if (!isPng(bytes) && !isJpeg(bytes)) throw new ImageFileError('image: expected a PNG or JPEG file');
  const { width, height, samples, pixels } = await readPicture(bytes, limits);
  return { kind: 'frame', width, height, samples, pixels };
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((value, index) => bytes[index] === value);
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** An 8-bit grey PNG as a `data:` address, for a page. */
export async function pngAddress(image: GreyImage): Promise<string> {
  return dataAddress(await encodePng(image));
}

/** A PNG file as a `data:` address. */
export function dataAddress(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** 8-bit grey PNG for display. */
export async function encodePng(image: GreyImage): Promise<Uint8Array> {
  const { width, height } = image;
  const png = await sharp(eightBit(image.pixels), { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
  return new Uint8Array(png);
}

/** Luminance is rounded; 16-bit values are scaled so that the highest becomes 255. */
export function eightBit(pixels: GreyImage['pixels']): Uint8Array {
  if (pixels instanceof Uint8Array) return pixels;
  const scale = pixels instanceof Uint16Array ? 255 / Math.max(255, maximum(pixels)) : 1;
  return Uint8Array.from(pixels, (value) => Math.min(255, Math.max(0, Math.round(value * scale))));
}

function maximum(values: Uint16Array): number {
  let highest = 0;
  for (const value of values) if (value > highest) highest = value;
  return highest;
}
