/**
 * The compressed bytes of one frame out of encapsulated pixel data (PS3.5 A.4): by the extended or basic offset table where it
 * fits the fragments, else one fragment a frame, else a frame begins where a fragment begins as a stream of its kind does.
 */
import type { EncapsulatedPixelData } from './parse-dicom.ts';

/** `frame` counts from 1; undefined where the frames cannot be told apart. */
export function encapsulatedFrame(pixelData: EncapsulatedPixelData, frames: number, frame: number): Uint8Array | undefined {
  const starts = frameStarts(pixelData, frames);
  const first = starts?.[frame - 1];
  if (starts === undefined || first === undefined) return undefined;
  return joined(pixelData.fragments.slice(first, starts[frame]).map((fragment) => fragment.bytes));
}

/** Found once for an object: a segmentation has thousands of frames, and is asked for each. */
const found = new WeakMap<EncapsulatedPixelData, { readonly frames: number; readonly starts: readonly number[] | undefined }>();

function frameStarts(pixelData: EncapsulatedPixelData, frames: number): readonly number[] | undefined {
  const held = found.get(pixelData);
  if (held?.frames === frames) return held.starts;
  const starts = findStarts(pixelData, frames);
  found.set(pixelData, { frames, starts });
  return starts;
}

/** Index of each frame's first fragment. */
function findStarts({ fragments, offsets }: EncapsulatedPixelData, frames: number): readonly number[] | undefined {
  if (fragments.length === 0 || frames > fragments.length) return undefined;
  if (frames === 1) return [0];
  const byOffset = startsByOffset(fragments, offsets, frames);
  if (byOffset !== undefined) return byOffset;
  // Some writers end with an empty fragment.
  const filled = fragments.flatMap(({ bytes }, index) => (bytes.length > 0 ? [index] : []));
  return filled.length === frames ? filled : startsByMarker(fragments, frames);
}

function startsByOffset(
  fragments: EncapsulatedPixelData['fragments'],
  offsets: readonly number[],
  frames: number,
): readonly number[] | undefined {
  if (offsets.length !== frames) return undefined;
  const byOffset = new Map(fragments.map((fragment, index) => [fragment.offset, index]));
  const starts = offsets.map((offset) => byOffset.get(offset));
  return starts.every((start, index) => start !== undefined && (index === 0 ? start === 0 : start > starts[index - 1]!))
    ? (starts as readonly number[])
    : undefined;
}

/** SOI of JPEG and JPEG-LS, SOC of JPEG 2000. */
function startsByMarker(fragments: EncapsulatedPixelData['fragments'], frames: number): readonly number[] | undefined {
  const starts = fragments.flatMap(({ bytes }, index) =>
    bytes[0] === 0xff && (bytes[1] === 0xd8 || bytes[1] === 0x4f) ? [index] : [],
  );
  return starts.length === frames && starts[0] === 0 ? starts : undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
