/** One frame of a DICOM image to pixels. A form that is not decoded is a stated reason, with its transfer syntax or photometric. */
import type { GreyImage, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { encapsulatedFrame } from './encapsulated-frame.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { decodeJpegBaselineFrame } from './jpeg-baseline-frame.ts';
import type { DecodedFrame } from './luminance.ts';
import { greyOf } from './luminance.ts';
import { decodeNativeFrame, nativeFrameBytes } from './native-frame.ts';
import type { DicomObject, NativePixelData } from './parse-dicom.ts';
import type { PixelDescription } from './pixel-description.ts';
import { describePixels } from './pixel-description.ts';
import { TRANSFER_SYNTAX, transferSyntaxName } from './transfer-syntax.ts';

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
  const { pixelData, transferSyntax } = object;
  if (pixelData === undefined) return notProduced('image-unsupported', 'no pixel data');
  if (!Number.isInteger(frame) || frame < 1 || frame > description.frames) {
    return notProduced('outline-unusable', `frame ${frame} of ${description.frames}`);
  }
  if (pixelData.kind === 'native') return decodeNative(description, pixelData, frame);
  if (transferSyntax !== TRANSFER_SYNTAX.jpegBaseline)
    return notProduced('image-unsupported', transferSyntaxName(transferSyntax));
  const bytes = encapsulatedFrame(pixelData, description.frames, frame);
  return bytes === undefined
    ? notProduced('image-unsupported', 'frames cannot be told apart')
    : decodeFrameBytes(description, transferSyntax, bytes);
}

function decodeNative(description: PixelDescription, pixelData: NativePixelData, frame: number): DecodedFrame | NotProduced {
  const size = nativeFrameBytes(description);
  if (size === undefined) return unsupportedForm(description);
  if (pixelData.bytes.length < size * description.frames)
    return notProduced('image-unsupported', 'pixel data is shorter than its frames');
  return decodeNativeFrame(description, pixelData.bytes.subarray((frame - 1) * size, frame * size), pixelData.bigEndianWords);
}

/** One frame as WADO-RS sends it: uncompressed little endian, or one compressed stream. */
export async function decodeFrameBytes(
  description: PixelDescription,
  transferSyntax: string,
  bytes: Uint8Array,
): Promise<DecodedFrame | NotProduced> {
  switch (transferSyntax) {
    case TRANSFER_SYNTAX.jpegBaseline:
      return decodeJpegBaselineFrame(description, bytes);
    case TRANSFER_SYNTAX.implicitLittleEndian:
    case TRANSFER_SYNTAX.explicitLittleEndian:
    case TRANSFER_SYNTAX.deflatedExplicitLittleEndian: {
      const size = nativeFrameBytes(description);
      if (size === undefined) return unsupportedForm(description);
      // One byte more is padding; anything else is not the frame that the data set describes.
      if (bytes.length !== size && bytes.length !== size + 1)
        return notProduced('image-unsupported', 'frame and data set state different sizes');
      return decodeNativeFrame(description, bytes.subarray(0, size), false);
    }
    default:
      return notProduced('image-unsupported', transferSyntaxName(transferSyntax));
  }
}

function unsupportedForm({ photometric, bitsAllocated, samples, signed }: PixelDescription): NotProduced {
  return notProduced(
    'image-unsupported',
    `${photometric || 'no photometric'}, ${samples} x ${bitsAllocated} bits${signed ? ', signed' : ''}`,
  );
}
