/**
 * Segmentation Storage (PS3.3 A.51), type BINARY: segments, and frames with the image frame that each belongs to.
 * Masks are unpacked one frame at a time on demand; a frame need not begin on a byte border (PS3.5 8.1.1).
 */
import type { Mask, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text, uid } from './attributes.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { hasBits, unpackBits } from './packed-bits.ts';
import type { DicomObject } from './parse-dicom.ts';
import type { PixelDescription } from './pixel-description.ts';
import { describePixels } from './pixel-description.ts';
import type { Segment } from './segments.ts';
import { readSegments } from './segments.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';
import { transferSyntaxName } from './transfer-syntax.ts';

/** An image frame that a segmentation frame was drawn on. */
export interface SourceFrame {
  readonly sopInstanceUid: string;
  readonly sopClassUid?: string;
  /** 1-based; undefined where the reference names none: then the image must have just one. */
  readonly frame?: number;
}

export interface SegmentationFrame {
  /** 1-based position in the segmentation. */
  readonly index: number;
  readonly segmentNumber: number;
  /** More than one where the frame was made from several images; empty where nothing says. */
  readonly sources: readonly SourceFrame[];
}

export interface Segmentation {
  readonly kind: 'segmentation';
  readonly width: number;
  readonly height: number;
  readonly segments: readonly Segment[];
  readonly frames: readonly SegmentationFrame[];
  /** SOP Instance UID to Series Instance UID, from the Common Instance Reference module. */
  readonly seriesOfInstance: ReadonlyMap<string, string>;
  /** Whether the frame has no pixel inside; `index` counts from 1. */
  isEmpty(index: number): boolean;
  /** 1 inside; `index` counts from 1. */
  mask(index: number): Mask;
}

export function readSegmentation(object: DicomObject, limits: ImagingLimits = DEFAULT_LIMITS): Segmentation | NotProduced {
  const { attributes, pixelData, transferSyntax } = object;
  const unsupported = unsupportedKind(attributes);
  if (unsupported !== undefined) return notProduced('outline-unsupported', unsupported);
  const description = describePixels(attributes, limits);
  if (description.kind === 'not-produced') {
    const tooLarge = description.reasons.some((reason) => reason.code === 'object-too-large');
    return tooLarge ? description : notProduced('outline-unusable', description.reasons[0]?.detail);
  }
  if (pixelData === undefined) return notProduced('outline-unusable', 'segmentation without pixel data');
  if (pixelData.kind === 'encapsulated')
    return notProduced('outline-unsupported', `segmentation in ${transferSyntaxName(transferSyntax)}`);
  const bits = description.width * description.height;
  if (description.bitsAllocated !== 1 || description.samples !== 1)
    return notProduced('outline-unusable', 'binary segmentation without one-bit pixels');
  if (pixelData.bytes.length * 8 < bits * description.frames)
    return notProduced('outline-unusable', 'pixel data is shorter than its frames');
  const packed = pixelData.bigEndianWords ? swappedPairs(pixelData.bytes) : pixelData.bytes;
  return {
    kind: 'segmentation',
    width: description.width,
    height: description.height,
    segments: readSegments(attributes),
    frames: readFrames(attributes, description),
    seriesOfInstance: seriesOfInstance(attributes),
    isEmpty: (index) => !hasBits(packed, (index - 1) * bits, bits),
    mask: (index) => unpackBits(packed, (index - 1) * bits, bits),
  };
}

function unsupportedKind(attributes: Attributes): string | undefined {
  const sopClass = text(attributes, TAG.SopClassUid);
  if (sopClass === SOP_CLASS.labelMapSegmentation) return 'label map segmentation';
  if (sopClass !== SOP_CLASS.segmentation) return 'not a segmentation object';
  const type = text(attributes, TAG.SegmentationType);
  return type === 'BINARY' ? undefined : `segmentation of type ${type === 'FRACTIONAL' ? type : 'unknown'}`;
}

function swappedPairs(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 1] ?? 0);
}

function readFrames(attributes: Attributes, description: PixelDescription): readonly SegmentationFrame[] {
  const shared = attributes.items(TAG.SharedFunctionalGroupsSequence)[0];
  const only = onlyReferencedInstance(attributes);
  // Read once: a shared group of many items times many frames would take for ever.
  const sharedSegment = shared === undefined ? undefined : segmentNumber(shared);
  const sharedSources = shared === undefined ? [] : sourceFrames(shared);
  const perFrame = attributes.items(TAG.PerFrameFunctionalGroupsSequence);
  return Array.from({ length: description.frames }, (_, at) => {
    const group = perFrame[at];
    const own = group === undefined ? [] : sourceFrames(group);
    const sources = own.length > 0 ? own : sharedSources;
    return {
      index: at + 1,
      segmentNumber: (group === undefined ? undefined : segmentNumber(group)) ?? sharedSegment ?? 0,
      sources: sources.length > 0 || only === undefined ? sources : [only],
    };
  });
}

function segmentNumber(group: Attributes): number | undefined {
  const identification = group.items(TAG.SegmentIdentificationSequence)[0];
  return identification === undefined ? undefined : number(identification, TAG.ReferencedSegmentNumber);
}

function sourceFrames(group: Attributes): readonly SourceFrame[] {
  const images = group.items(TAG.DerivationImageSequence).flatMap((derivation) => derivation.items(TAG.SourceImageSequence));
  return images.flatMap((image) => {
    const reference = instanceReference(image);
    if (reference === undefined) return [];
    const frames = image.numbers(TAG.ReferencedFrameNumber);
    return frames.length === 0 ? [reference] : frames.map((frame) => ({ ...reference, frame }));
  });
}

function instanceReference(item: Attributes): SourceFrame | undefined {
  const sopInstanceUid = uid(item, TAG.ReferencedSopInstanceUid);
  const sopClassUid = uid(item, TAG.ReferencedSopClassUid);
  return sopInstanceUid === undefined ? undefined : { sopInstanceUid, ...(sopClassUid === undefined ? {} : { sopClassUid }) };
}

function referencedInstances(
  attributes: Attributes,
): readonly { readonly series: string | undefined; readonly image: SourceFrame }[] {
  return attributes.items(TAG.ReferencedSeriesSequence).flatMap((series) =>
    series.items(TAG.ReferencedInstanceSequence).flatMap((item) => {
      const image = instanceReference(item);
      return image === undefined ? [] : [{ series: uid(series, TAG.SeriesInstanceUid), image }];
    }),
  );
}

function onlyReferencedInstance(attributes: Attributes): SourceFrame | undefined {
  const instances = referencedInstances(attributes);
  return instances.length === 1 ? instances[0]!.image : undefined;
}

function seriesOfInstance(attributes: Attributes): ReadonlyMap<string, string> {
  return new Map(
    referencedInstances(attributes).flatMap(({ series, image }) =>
      series === undefined ? [] : [[image.sopInstanceUid, series] as const],
    ),
  );
}
