/**
 * One frame of a DICOM image to pixels, and no other frame of it. Two stages: the numbers that are stored, and the grey or
 * colour that they stand for. A form that is not decoded is a stated reason that says what would be.
 */
import type { GreyImage, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { decodeCodecFrame } from './codec-frame.ts';
import { displayedFrame, unshowable } from './displayed-frame.ts';
import { encapsulatedFrame } from './encapsulated-frame.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { inflateFrame } from './inflate-frame.ts';
import { decodeJpegFrame } from './jpeg-frame.ts';
import type { DecodedFrame } from './luminance.ts';
import { greyOf } from './luminance.ts';
import { nativeFrameBits, readNativeFrame } from './native-frame.ts';
import type { DicomObject, NativePixelData } from './parse-dicom.ts';
import type { PixelDescription } from './pixel-description.ts';
import { describePixels } from './pixel-description.ts';
import { readRleFrame } from './rle-frame.ts';
import type { StoredFrame } from './stored-frame.ts';
import { type FrameCoding, frameCoding, transferSyntaxName } from './transfer-syntax.ts';

/** Luminance of one frame; `frame` counts from 1. */
export async function decodeFrame(
  object: DicomObject,
  frame: number,
  limits: ImagingLimits = DEFAULT_LIMITS,
): Promise<GreyImage | NotProduced> {
  const decoded = await decodeColourFrame(object, frame, limits);
  return decoded.kind === 'not-produced' ? decoded : greyOf(decoded);
}

/** The same with its colour. */
export async function decodeColourFrame(
  object: DicomObject,
  frame: number,
  limits: ImagingLimits = DEFAULT_LIMITS,
): Promise<DecodedFrame | NotProduced> {
  const description = describePixels(object.attributes, limits);
  if (description.kind === 'not-produced') return description;
  const stored = unshowable(description) ?? (await decodeStoredFrame(object, description, frame, limits));
  return stored.kind === 'not-produced' ? stored : displayedFrame(stored, description, object.attributes);
}

/** The stored numbers, for objects whose pixels are not for looking at. */
export async function decodeStoredFrame(
  { pixelData, transferSyntax }: DicomObject,
  description: PixelDescription,
  frame: number,
  limits: ImagingLimits = DEFAULT_LIMITS,
): Promise<StoredFrame | NotProduced> {
  if (pixelData === undefined) return notProduced('image-unsupported', 'no pixel data');
  if (!Number.isInteger(frame) || frame < 1 || frame > description.frames) {
    return notProduced('outline-unusable', `frame ${frame} of ${description.frames}`);
  }
  if (pixelData.kind === 'native') return decodeNative(description, pixelData, frame);
  const bytes = encapsulatedFrame(pixelData, description.frames, frame);
  return decodeCoded(description, transferSyntax, bytes, limits);
}

/** One frame as WADO-RS sends it, uncompressed little endian or one compressed stream, with the attributes of its object. */
export async function decodeFrameBytes(
  description: PixelDescription,
  attributes: Attributes,
  { transferSyntax, bytes }: { readonly transferSyntax: string; readonly bytes: Uint8Array },
  limits: ImagingLimits,
): Promise<DecodedFrame | NotProduced> {
  const stored = unshowable(description) ?? (await decodeCoded(description, transferSyntax, bytes, limits));
  return stored.kind === 'not-produced' ? stored : displayedFrame(stored, description, attributes);
}

function decodeNative(description: PixelDescription, pixelData: NativePixelData, frame: number): StoredFrame | NotProduced {
  const bits = nativeFrameBits(description);
  if (bits === undefined) return unreadableForm(description);
  const available = pixelData.bytes.length * 8;
  if (available < bits * description.frames) return notProduced('image-unsupported', 'pixel data is shorter than its frames');
  if (description.photometric === 'YBR_FULL_422' && available >= 1.5 * bits * description.frames)
    return notProduced('image-unsupported', 'YBR_FULL_422 with three samples for every pixel; export the image as RGB');
  return readNativeFrame(description, pixelData, frame - 1) ?? unreadableForm(description);
}

/** Reasons begin with the transfer syntax: whoever reads one has to find the device that writes it. */
async function decodeCoded(
  description: PixelDescription,
  transferSyntax: string,
  bytes: Uint8Array | undefined,
  limits: ImagingLimits,
): Promise<StoredFrame | NotProduced> {
  const stored = await decodeAs(frameCoding(transferSyntax), description, bytes, limits);
  if (stored.kind === 'stored') return stored;
  const name = transferSyntaxName(transferSyntax);
  return { ...stored, reasons: stored.reasons.map(({ code, detail }) => ({ code, detail: `${name}: ${detail}` })) };
}

async function decodeAs(
  coding: FrameCoding | undefined,
  description: PixelDescription,
  bytes: Uint8Array | undefined,
  limits: ImagingLimits,
): Promise<StoredFrame | NotProduced> {
  if (coding === undefined)
    return notProduced('image-unsupported', 'not decoded; export the image uncompressed, as RLE or as JPEG 2000');
  if (bytes === undefined) return notProduced('image-unsupported', 'frames cannot be told apart');
  if (![1, 8, 16].includes(description.bitsAllocated)) return unreadableForm(description);
  switch (coding) {
    case 'native':
      return decodeOne(description, bytes);
    case 'deflated':
      return decodeOne(description, inflateFrame(bytes, nativeFrameBits(description)));
    case 'rle':
      return readRleFrame(description, bytes) ?? notProduced('image-unsupported', 'stream is damaged');
    case 'jpeg':
      return decodeJpegFrame(description, bytes);
    case 'jpeg-lossless':
    case 'jpeg-ls':
    case 'jpeg-2000':
    case 'htj2k':
      return decodeCodecFrame(description, coding, bytes, limits);
  }
}

/** `bytes` is one frame and nothing else. */
function decodeOne(description: PixelDescription, bytes: Uint8Array | undefined): StoredFrame | NotProduced {
  const bits = nativeFrameBits(description);
  if (bits === undefined) return unreadableForm(description);
  const size = Math.ceil(bits / 8);
  // One byte more is padding; anything else is not the frame that the data set describes.
  if (bytes === undefined || (bytes.length !== size && bytes.length !== size + 1))
    return notProduced('image-unsupported', 'frame and data set state different sizes');
  return readNativeFrame(description, { bytes, bigEndianWords: false }, 0) ?? unreadableForm(description);
}

function unreadableForm({ photometric, bitsAllocated, samples }: PixelDescription): NotProduced {
  const form = `${photometric || 'no photometric'} of ${samples} x ${bitsAllocated} bits`;
  return notProduced('image-unsupported', `${form}; export the image as RGB or MONOCHROME2 of 8 or 16 bits`);
}
