/**
 * One frame as it is stored: the numbers of the Image Pixel module (PS3.3 C.7.6.3) after decompression and before any colour
 * lookup or inversion. What segmentations hold is read at this stage; what a person sees is made of it by displayed-frame.ts.
 */
import type { PixelDescription } from './pixel-description.ts';

export type StoredValues = Uint8Array | Uint16Array | Int8Array | Int16Array;

export interface StoredFrame {
  readonly kind: 'stored';
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  /** Row-major, the samples of a pixel together. */
  readonly values: StoredValues;
  /** What the values mean: that of the data set, or RGB where the decoder has converted them. */
  readonly photometric: string;
}

/**
 * The low `bits` of each number: the rest may hold overlays or anything else (PS3.5 8.1.1). Where the data set says so they
 * are two's complement, whatever a compressed stream says of itself. `raw` is taken over and may be changed.
 */
function storedValues(raw: Uint8Array | Uint16Array, bits: number, signed: boolean): StoredValues {
  const size = raw.BYTES_PER_ELEMENT * 8;
  if (!signed) {
    if (bits < size) for (let at = 0; at < raw.length; at++) raw[at]! &= (1 << bits) - 1;
    return raw;
  }
  const values =
    raw instanceof Uint8Array
      ? new Int8Array(raw.buffer, raw.byteOffset, raw.length)
      : new Int16Array(raw.buffer, raw.byteOffset, raw.length);
  const shift = 32 - bits;
  if (bits < size) for (let at = 0; at < values.length; at++) values[at] = (values[at]! << shift) >> shift;
  return values;
}

/** Plane after plane to pixel after pixel. */
export function interleaved<T extends Uint8Array | Uint16Array>(planes: T, samples: number): T {
  const pixels = planes.length / samples;
  const out = planes.slice() as T;
  for (let sample = 0; sample < samples; sample++) {
    for (let index = 0, to = sample, from = sample * pixels; index < pixels; index++, to += samples, from++)
      out[to] = planes[from]!;
  }
  return out;
}

export function storedFrame(
  { width, height, samples, photometric, bitsStored, signed }: PixelDescription,
  raw: Uint8Array | Uint16Array,
): StoredFrame {
  return { kind: 'stored', width, height, samples, photometric, values: storedValues(raw, bitsStored, signed) };
}
