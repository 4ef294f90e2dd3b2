/**
 * The compressed bytes of one frame out of encapsulated pixel data (PS3.5 A.4): by the basic offset table where it fits the
 * fragments, else one fragment a frame, else, for JPEG, a frame begins where a fragment begins with an SOI marker.
 */
import type { EncapsulatedPixelData } from './parse-dicom.ts';

/** `frame` counts from 1; undefined where the frames cannot be told apart. */
export function encapsulatedFrame(pixelData: EncapsulatedPixelData, frames: number, frame: number): Uint8Array | undefined {
  const starts = frameStarts(pixelData, frames);
  const first = starts?.[frame - 1];
  if (starts === undefined || first === undefined) return undefined;
  return joined(pixelData.fragments.slice(first, starts[frame]).map((fragment) => fragment.bytes));
}

/** Index of each frame's first fragment. */
function frameStarts({ fragments, offsets }: EncapsulatedPixelData, frames: number): readonly number[] | undefined {
  if (fragments.length === 0 || frames > fragments.length) return undefined;
  if (frames === 1) return [0];
  return (
    startsByOffset(fragments, offsets, frames) ??
    (fragments.length === frames ? fragments.map((_, index) => index) : startsByMarker(fragments, frames))
  );
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

function startsByMarker(fragments: EncapsulatedPixelData['fragments'], frames: number): readonly number[] | undefined {
  const starts = fragments.flatMap(({ bytes }, index) => (bytes[0] === 0xff && bytes[1] === 0xd8 ? [index] : []));
  return starts.length === frames && starts[0] === 0 ? starts : undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
