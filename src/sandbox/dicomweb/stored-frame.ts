/**
 * One frame out of stored pixel data: uncompressed frames are cut at their size (one-bit frames run on across byte
 * borders, PS3.5 8.1.1, and are shifted to begin at a byte), compressed ones at their fragments (PS3.5 A.4).
 */
import { type DicomJson, firstNumber, firstText } from './dicom-json.ts';
import type { Fragment, StoredPixelData } from './read-dataset.ts';

/** `frame` counts from 1; undefined where there is no such frame. */
export function storedFrame(dataset: DicomJson, pixelData: StoredPixelData, frame: number): Uint8Array | undefined {
  const frames = firstNumber(dataset, '00280008') ?? 1;
  if (frame < 1 || frame > frames) return undefined;
  return pixelData.kind === 'native'
    ? nativeFrame(dataset, pixelData.bytes, frame)
    : encapsulatedFrame(pixelData.offsets, pixelData.fragments, frames, frame);
}

function nativeFrame(dataset: DicomJson, bytes: Uint8Array, frame: number): Uint8Array | undefined {
  const pixels = (firstNumber(dataset, '00280010') ?? 0) * (firstNumber(dataset, '00280011') ?? 0);
  const samples = firstText(dataset, '00280004') === 'YBR_FULL_422' ? 2 : (firstNumber(dataset, '00280002') ?? 1);
  const bits = pixels * samples * (firstNumber(dataset, '00280100') ?? 0);
  const start = (frame - 1) * bits;
  if (bits === 0 || start + bits > bytes.length * 8) return undefined;
  const shift = start % 8;
  const whole = bytes.subarray(start >> 3, Math.ceil((start + bits) / 8));
  if (shift === 0 && bits % 8 === 0) return whole;
  const aligned = new Uint8Array(Math.ceil(bits / 8));
  for (let i = 0; i < aligned.length; i++) aligned[i] = (whole[i]! >> shift) | ((whole[i + 1] ?? 0) << (8 - shift));
  if (bits % 8 !== 0) aligned[aligned.length - 1]! &= (1 << (bits % 8)) - 1;
  return aligned;
}

function encapsulatedFrame(
  offsets: readonly number[],
  fragments: readonly Fragment[],
  frames: number,
  frame: number,
): Uint8Array | undefined {
  if (frames === 1) return Buffer.concat(fragments.map((fragment) => fragment.bytes));
  if (offsets.length === frames) {
    const end = offsets[frame] ?? Number.POSITIVE_INFINITY;
    const own = fragments.filter((fragment) => fragment.offset >= offsets[frame - 1]! && fragment.offset < end);
    return own.length === 0 ? undefined : Buffer.concat(own.map((fragment) => fragment.bytes));
  }
  return fragments.length === frames ? fragments[frame - 1]!.bytes : undefined;
}
