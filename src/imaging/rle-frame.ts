/** RLE frames (PS3.5 annex G): one PackBits segment for each byte of each sample, high byte first, after a header of 64 bytes. */
import { unpackBits } from './packed-bits.ts';
import type { PixelDescription } from './pixel-description.ts';
import type { StoredFrame } from './stored-frame.ts';
import { storedFrame } from './stored-frame.ts';

const HEADER_BYTES = 64;
const MAX_SEGMENTS = 15;

/** Undefined where the stream has not the segments that the data set describes, or one of them ends early. */
export function readRleFrame(description: PixelDescription, bytes: Uint8Array): StoredFrame | undefined {
  const { width, height, samples, bitsAllocated } = description;
  const pixels = width * height;
  const segments = rleSegments(bytes);
  if (bitsAllocated === 1) {
    const packed = new Uint8Array(Math.ceil(pixels / 8));
    return samples === 1 && segments?.length === 1 && unpackSegment(segments[0]!, packed, 0, 1)
      ? storedFrame(description, unpackBits(packed, 0, pixels))
      : undefined;
  }
  const size = bitsAllocated / 8;
  if ((size !== 1 && size !== 2) || segments?.length !== samples * size) return undefined;
  const raw = new Uint8Array(pixels * samples * size);
  for (const [index, segment] of segments.entries()) {
    const sample = Math.floor(index / size);
    const byte = size - 1 - (index % size);
    if (!unpackSegment(segment, raw, sample * size + byte, samples * size)) return undefined;
  }
  return storedFrame(description, size === 1 ? raw : littleEndianWords(raw));
}

function littleEndianWords(raw: Uint8Array): Uint16Array {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  return Uint16Array.from({ length: raw.length / 2 }, (_, index) => view.getUint16(2 * index, true));
}

function rleSegments(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const count = view.getUint32(0, true);
  if (count < 1 || count > MAX_SEGMENTS) return undefined;
  const starts = Array.from({ length: count }, (_, index) => view.getUint32(4 + 4 * index, true));
  const ends = [...starts.slice(1), bytes.length];
  return starts.every((start, index) => start >= HEADER_BYTES && start <= ends[index]!)
    ? starts.map((start, index) => bytes.subarray(start, ends[index]))
    : undefined;
}

/** Every `step`-th byte of `out` from `first` on; what a segment holds beyond them is padding. */
function unpackSegment(segment: Uint8Array, out: Uint8Array, first: number, step: number): boolean {
  let from = 0;
  let to = first;
  while (to < out.length) {
    if (from >= segment.length) return false;
    const code = segment[from++]!;
    if (code === 128) continue;
    if (code < 128) {
      const end = from + code + 1;
      if (end > segment.length) return false;
      for (; from < end && to < out.length; to += step) out[to] = segment[from++]!;
    } else {
      if (from >= segment.length) return false;
      const value = segment[from++]!;
      for (let left = 257 - code; left > 0 && to < out.length; left--, to += step) out[to] = value;
    }
  }
  return true;
}
