/**
 * The one definition of grey: luminance 0.299 R + 0.587 G + 0.114 B of the displayed colour (ITU-R BT.601), not rounded.
 * Equal channels give exactly their value, which the sum in floating point would not.
 */
import type { GreyImage } from '../core/index.ts';

/** Decoded pixels, row-major; three samples are interleaved R, G, B. */
export interface DecodedFrame {
  readonly kind: 'frame';
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  /** Double precision where the stored values have a sign. */
  readonly pixels: GreyImage['pixels'];
}

/** Integer pixels where no pixel has colour, else double precision. */
export function greyOf(frame: DecodedFrame): GreyImage {
  const { width, height, pixels } = frame;
  if (frame.samples === 1) return { width, height, pixels };
  return { width, height, pixels: isColourless(pixels) ? firstOfThree(pixels) : luminance(pixels) };
}

function isColourless(pixels: GreyImage['pixels']): boolean {
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false;
  }
  return true;
}

function firstOfThree(pixels: GreyImage['pixels']): GreyImage['pixels'] {
  const grey = pixels.slice(0, pixels.length / 3);
  for (let index = 0; index < grey.length; index++) grey[index] = pixels[3 * index]!;
  return grey;
}

function luminance(pixels: GreyImage['pixels']): Float64Array {
  const grey = new Float64Array(pixels.length / 3);
  for (let index = 0; index < grey.length; index++) {
    const red = pixels[3 * index]!;
    const green = pixels[3 * index + 1]!;
    const blue = pixels[3 * index + 2]!;
    grey[index] = red === green && green === blue ? red : 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return grey;
}
