/**
 * Segmentation Storage (PS3.3 A.51) of type BINARY or FRACTIONAL, and Label Map Segmentation Storage (A.92): segments, and
 * frames with the image frame that each belongs to. Masks are made one frame at a time on demand.
 */
import type { Mask, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text } from './attributes.ts';
import { decodeStoredFrame } from './decode-frame.ts';
import type { SegmentationFrame } from './functional-groups.ts';
import { readFunctionalGroups, seriesOfInstance } from './functional-groups.ts';
import type { ImagePlane } from './image-plane.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { hasBits } from './packed-bits.ts';
import type { DicomObject } from './parse-dicom.ts';
import type { PixelDescription } from './pixel-description.ts';
import { describePixels } from './pixel-description.ts';
import type { Segment } from './segments.ts';
import { readSegments } from './segments.ts';
import { SOP_CLASS } from './sop-class.ts';
import type { StoredValues } from './stored-frame.ts';
import { TAG } from './tag.ts';

export type SegmentationType = 'BINARY' | 'FRACTIONAL' | 'LABELMAP';

export interface Segmentation {
  readonly kind: 'segmentation';
  readonly type: SegmentationType;
  readonly width: number;
  readonly height: number;
  readonly segments: readonly Segment[];
  readonly frames: readonly SegmentationFrame[];
  /** Frames are tiles of a larger matrix, as in whole-slide images. */
  readonly tiled: boolean;
  /** Of a FRACTIONAL one: share of the largest value from which a pixel is inside. */
  readonly threshold?: number;
  /** SOP Instance UID to Series Instance UID, from the Common Instance Reference module. */
  readonly seriesOfInstance: ReadonlyMap<string, string>;
  /** Where the frame lies in the patient, if it says; `index` counts from 1. */
  plane(index: number): ImagePlane | undefined;
  /** Whether the frame certainly has no pixel inside, told without decoding it. */
  isEmpty(index: number): boolean;
  /** 1 inside; only a label map needs to know the segment. */
  mask(index: number, segmentNumber?: number): Promise<Mask | NotProduced>;
}

/** A pixel that is as likely outside as inside, or half covered, counts as inside. */
const FRACTIONAL_THRESHOLD = 0.5;

export function readSegmentation(object: DicomObject, limits: ImagingLimits = DEFAULT_LIMITS): Segmentation | NotProduced {
  const { attributes } = object;
  const type = segmentationType(attributes);
  if (typeof type !== 'string') return type;
  const description = describePixels(attributes, limits);
  if (description.kind === 'not-produced') {
    const tooLarge = description.reasons.some((reason) => reason.code === 'object-too-large');
    return tooLarge ? description : notProduced('outline-unusable', description.reasons[0]?.detail);
  }
  const problem = pixelProblem(object, description);
  if (problem !== undefined) return notProduced('outline-unusable', problem);
  const isInside = insideTest(type, attributes, description.bitsAllocated);
  if (isInside === undefined) return notProduced('outline-unusable', `${type} segmentation of ${description.bitsAllocated} bits`);
  const groups = readFunctionalGroups(attributes, description.frames);
  return {
    kind: 'segmentation',
    type,
    width: description.width,
    height: description.height,
    segments: readSegments(attributes),
    frames: groups.frames,
    tiled: isTiled(attributes),
    ...(type === 'FRACTIONAL' ? { threshold: FRACTIONAL_THRESHOLD } : {}),
    seriesOfInstance: seriesOfInstance(attributes),
    plane: groups.plane,
    isEmpty: (index) => isEmptyFrame(object, description, index),
    mask: async (index, segmentNumber) => {
      const stored = await decodeStoredFrame(object, description, index, limits);
      if (stored.kind === 'not-produced') return notProduced('outline-unsupported', stored.reasons[0]?.detail);
      // Most frames of a label map hold nothing of a segment, and that is told faster than a mask is made.
      const { values } = stored;
      const isAbsent = type === 'LABELMAP' && segmentNumber !== undefined && !values.includes(segmentNumber);
      return isAbsent ? new Uint8Array(values.length) : maskOf(values, isInside(segmentNumber));
    },
  };
}

function segmentationType(attributes: Attributes): SegmentationType | NotProduced {
  const sopClass = text(attributes, TAG.SopClassUid);
  if (sopClass !== SOP_CLASS.segmentation && sopClass !== SOP_CLASS.labelMapSegmentation)
    return notProduced('outline-unsupported', 'not a segmentation object');
  const type = text(attributes, TAG.SegmentationType);
  return type === 'BINARY' || type === 'FRACTIONAL' || type === 'LABELMAP'
    ? type
    : notProduced('outline-unsupported', 'segmentation of unknown type');
}

function pixelProblem(
  { pixelData }: DicomObject,
  { width, height, samples, bitsAllocated, signed, frames }: PixelDescription,
): string | undefined {
  if (pixelData === undefined) return 'segmentation without pixel data';
  if (samples !== 1 || signed) return 'segmentation of several samples or with a sign';
  const bits = width * height * bitsAllocated * frames;
  return pixelData.kind === 'native' && pixelData.bytes.length * 8 < bits ? 'pixel data is shorter than its frames' : undefined;
}

/** Of uncompressed one-bit frames, which are the ones that come by the thousand. */
function isEmptyFrame({ pixelData }: DicomObject, { width, height, bitsAllocated }: PixelDescription, index: number): boolean {
  if (pixelData?.kind !== 'native' || pixelData.bigEndianWords || bitsAllocated !== 1) return false;
  return !hasBits(pixelData.bytes, (index - 1) * width * height, width * height);
}

function maskOf(values: StoredValues, isInside: (value: number) => boolean): Mask {
  const mask = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) mask[at] = isInside(values[at]!) ? 1 : 0;
  return mask;
}

/** Of a segment number; a label map without one has everything inside that is not background. */
type InsideTest = (segmentNumber: number | undefined) => (value: number) => boolean;

function insideTest(type: SegmentationType, attributes: Attributes, bitsAllocated: number): InsideTest | undefined {
  switch (type) {
    case 'BINARY':
      return bitsAllocated === 1 ? () => (value) => value !== 0 : undefined;
    case 'FRACTIONAL': {
      const largest = number(attributes, TAG.MaximumFractionalValue);
      if (bitsAllocated !== 8 || largest === undefined || largest < 1 || largest > 255) return undefined;
      return () => (value) => value >= FRACTIONAL_THRESHOLD * largest;
    }
    case 'LABELMAP':
      if (bitsAllocated === 1) return undefined;
      return (segmentNumber) => (value) => (segmentNumber === undefined ? value !== 0 : value === segmentNumber);
  }
}

function isTiled(attributes: Attributes): boolean {
  return (
    (text(attributes, TAG.DimensionOrganizationType) ?? '').startsWith('TILED') ||
    number(attributes, TAG.TotalPixelMatrixColumns) !== undefined
  );
}
