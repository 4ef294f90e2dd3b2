/** Uncompressed frames (PS3.5 8.1, 8.2) to stored values: 8 or 16 bits allocated, one or three samples; one bit for masks. */
import { unpackBits } from './packed-bits.ts';
import type { PixelDescription } from './pixel-description.ts';
import type { StoredFrame } from './stored-frame.ts';
import { interleaved, storedFrame } from './stored-frame.ts';

/** Bits of one frame, or undefined for a form that is not read. A frame of one-bit pixels need not end with a byte. */
export function nativeFrameBits(description: PixelDescription): number | undefined {
  const { width, height, samples, bitsAllocated, bitsStored, photometric, planar } = description;
  const pixels = width * height;
  if (bitsAllocated === 1) return samples === 1 ? pixels : undefined;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) return undefined;
  if (photometric !== 'YBR_FULL_422') return pixels * samples * bitsAllocated;
  return samples === 3 && bitsAllocated === 8 && bitsStored === 8 && width % 2 === 0 && !planar ? pixels * 16 : undefined;
}

export interface NativeBytes {
  readonly bytes: Uint8Array;
  /** The high byte of each 16-bit word comes first (Explicit VR Big Endian with OW). */
  readonly bigEndianWords: boolean;
}

/** Frame `index`, counted from 0, of pixel data that holds it; undefined for a form that is not read. */
export function readNativeFrame(
  description: PixelDescription,
  { bytes, bigEndianWords }: NativeBytes,
  index: number,
): StoredFrame | undefined {
  const bits = nativeFrameBits(description);
  if (bits === undefined) return undefined;
  // From an even byte on, as what is smaller than a word has changed places within it.
  const start = Math.floor((index * bits) / 16) * 2;
  const skippedBits = index * bits - start * 8;
  const covering = bytes.subarray(start, start + 2 * Math.ceil((skippedBits + bits) / 16));
  const ordered = bigEndianWords && description.bitsAllocated < 16 ? swappedPairs(covering) : covering;
  if (description.bitsAllocated === 1) return storedFrame(description, unpackBits(ordered, skippedBits, bits));
  return fromBytes(description, ordered.subarray(skippedBits / 8, (skippedBits + bits) / 8), bigEndianWords);
}

function fromBytes(description: PixelDescription, bytes: Uint8Array, bigEndianWords: boolean): StoredFrame {
  const { samples, bitsAllocated, photometric, planar } = description;
  // A copy, so that the image neither keeps the whole object in memory nor is a Buffer, whose `slice` is a view.
  const raw = bitsAllocated === 16 ? words(bytes, bigEndianWords) : new Uint8Array(bytes);
  if (photometric === 'YBR_FULL_422') {
    return { ...storedFrame(description, withFullChroma(raw)), photometric: 'YBR_FULL' };
  }
  return storedFrame(description, planar && samples === 3 ? interleaved(raw, samples) : raw);
}

function words(bytes: Uint8Array, bigEndian: boolean): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Uint16Array(bytes.length / 2);
  for (let index = 0; index < values.length; index++) values[index] = view.getUint16(2 * index, !bigEndian);
  return values;
}

function swappedPairs(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) swapped[index] = bytes[index ^ 1] ?? 0;
  return swapped;
}

/** Y1 Y2 Cb Cr for two pixels side by side (PS3.3 C.7.6.3.1.2) to Y Cb Cr for each. */
function withFullChroma(bytes: Uint8Array | Uint16Array): Uint8Array {
  const out = new Uint8Array((bytes.length / 2) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 6) {
    out[to] = bytes[from]!;
    out[to + 3] = bytes[from + 1]!;
    out[to + 1] = out[to + 4] = bytes[from + 2]!;
    out[to + 2] = out[to + 5] = bytes[from + 3]!;
  }
  return out;
}
