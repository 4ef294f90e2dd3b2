/** Uncompressed frames (PS3.5 8.1, 8.2) to samples: MONOCHROME2 of 8 or 16 bits, RGB, YBR_FULL and YBR_FULL_422 of 8 bits. */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { DecodedFrame } from './luminance.ts';
import type { PixelDescription } from './pixel-description.ts';

/** Bytes of one frame, or undefined for a form that is not decoded. */
export function nativeFrameBytes(description: PixelDescription): number | undefined {
  const { width, height, samples, bitsAllocated, photometric, signed } = description;
  const pixels = width * height;
  if (signed) return undefined;
  if (photometric === 'MONOCHROME2' && samples === 1) {
    return bitsAllocated === 8 || bitsAllocated === 16 ? (pixels * bitsAllocated) / 8 : undefined;
  }
  if (samples !== 3 || bitsAllocated !== 8 || description.bitsStored !== 8) return undefined;
  if (photometric === 'RGB' || photometric === 'YBR_FULL') return pixels * 3;
  return photometric === 'YBR_FULL_422' && width % 2 === 0 && !description.planar ? pixels * 2 : undefined;
}

/** `bytes` is exactly one frame. */
export function decodeNativeFrame(
  description: PixelDescription,
  bytes: Uint8Array,
  bigEndianWords: boolean,
): DecodedFrame | NotProduced {
  const { width, height, samples, photometric } = description;
  if (bytes.length !== nativeFrameBytes(description))
    return notProduced('image-unsupported', `${photometric} frame of ${bytes.length} bytes`);
  const frame = { kind: 'frame', width, height, samples } as const;
  if (description.bitsAllocated === 16) return { ...frame, pixels: words(bytes, bigEndianWords, description.bitsStored) };
  // A copy, so that the image neither keeps the whole object in memory nor is a Buffer, whose `slice` is a view.
  const ordered = bigEndianWords ? swappedPairs(bytes) : new Uint8Array(bytes);
  switch (photometric) {
    case 'MONOCHROME2':
      return {
        ...frame,
        pixels: description.bitsStored === 8 ? ordered : ordered.map((value) => value & ((1 << description.bitsStored) - 1)),
      };
    case 'RGB':
      return { ...frame, pixels: description.planar ? interleaved(ordered) : ordered };
    case 'YBR_FULL':
      return { ...frame, pixels: rgbOfYbr(description.planar ? interleaved(ordered) : ordered) };
    case 'YBR_FULL_422':
      return { ...frame, pixels: rgbOfYbr(withFullChroma(ordered)) };
    default:
      return notProduced('image-unsupported', photometric);
  }
}

function words(bytes: Uint8Array, bigEndian: boolean, bitsStored: number): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mask = 2 ** bitsStored - 1;
  const values = new Uint16Array(bytes.length / 2);
  for (let index = 0; index < values.length; index++) values[index] = view.getUint16(2 * index, !bigEndian) & mask;
  return values;
}

function swappedPairs(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) swapped[index] = bytes[index ^ 1] ?? 0;
  return swapped;
}

function interleaved(planes: Uint8Array): Uint8Array {
  const pixels = planes.length / 3;
  const out = new Uint8Array(planes.length);
  for (let index = 0; index < pixels; index++) {
    out[3 * index] = planes[index]!;
    out[3 * index + 1] = planes[pixels + index]!;
    out[3 * index + 2] = planes[2 * pixels + index]!;
  }
  return out;
}

/** Y1 Y2 Cb Cr for two pixels side by side (PS3.3 C.7.6.3.1.2) to Y Cb Cr for each. */
function withFullChroma(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array((bytes.length / 2) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 6) {
    out[to] = bytes[from]!;
    out[to + 3] = bytes[from + 1]!;
    out[to + 1] = out[to + 4] = bytes[from + 2]!;
    out[to + 2] = out[to + 5] = bytes[from + 3]!;
  }
  return out;
}

/** Inverse of the YBR_FULL equations of PS3.3 C.7.6.3.1.2, rounded half up and clipped. */
function rgbOfYbr(ybr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const y = ybr[at]!;
    const cb = ybr[at + 1]! - 128;
    const cr = ybr[at + 2]! - 128;
    rgb[at] = clipped(y + 1.402 * cr);
    rgb[at + 1] = clipped(y - ((0.114 * 1.772) / 0.587) * cb - ((0.299 * 1.402) / 0.587) * cr);
    rgb[at + 2] = clipped(y + 1.772 * cb);
  }
  return rgb;
}

function clipped(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(value + 0.5)));
}
