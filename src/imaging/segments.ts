/** The segments that a segmentation describes (PS3.3 C.8.20.4); readable without pixel data, from a data set or DICOM JSON. */
import type { Laterality, OutlineAuthor } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text } from './attributes.ts';
import { clockPositionOf, codesOf, sideOf } from './coded-site.ts';
import type { OutlineDescription } from './outline-description.ts';
import { createdAt } from './outline-description.ts';
import { SOP_CLASS } from './sop-class.ts';
import { TAG } from './tag.ts';

export type AlgorithmType = 'MANUAL' | 'SEMIAUTOMATIC' | 'AUTOMATIC';

export interface Segment {
  readonly number: number;
  readonly label?: string;
  readonly algorithm?: AlgorithmType;
  readonly trackingId?: string;
  readonly trackingUid?: string;
  readonly laterality: Laterality;
  readonly clockPosition?: string;
}

export function readSegments(attributes: Attributes): readonly Segment[] {
  return attributes.items(TAG.SegmentSequence).flatMap((item) => {
    const segmentNumber = number(item, TAG.SegmentNumber);
    if (segmentNumber === undefined || !Number.isInteger(segmentNumber) || segmentNumber < 0) return [];
    const label = text(item, TAG.SegmentLabel);
    const algorithm = algorithmType(text(item, TAG.SegmentAlgorithmType));
    const trackingId = text(item, TAG.TrackingId);
    const trackingUid = text(item, TAG.TrackingUid);
    const site = siteCodes(item);
    const clockPosition = clockPositionOf(site);
    return [
      {
        number: segmentNumber,
        ...(label === undefined ? {} : { label }),
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(trackingId === undefined ? {} : { trackingId }),
        ...(trackingUid === undefined ? {} : { trackingUid }),
        laterality: sideOf(site),
        ...(clockPosition === undefined ? {} : { clockPosition }),
      },
    ];
  });
}

function siteCodes(segment: Attributes): ReturnType<typeof codesOf> {
  const modifiers = segment
    .items(TAG.AnatomicRegionSequence)
    .flatMap((region) => codesOf(region, TAG.AnatomicRegionModifierSequence));
  return [...codesOf(segment, TAG.AnatomicRegionSequence), ...modifiers];
}

function algorithmType(value: string | undefined): AlgorithmType | undefined {
  return value === 'MANUAL' || value === 'SEMIAUTOMATIC' || value === 'AUTOMATIC' ? value : undefined;
}

/** A semi-automatic outline is a person's: someone placed or corrected it. */
function segmentAuthor({ algorithm }: Segment): OutlineAuthor {
  if (algorithm === undefined) return 'unknown';
  return algorithm === 'AUTOMATIC' ? 'algorithm' : 'human';
}

/** Segment 0 of a label map is its background (PS3.3 C.8.20.2.1), not an outline. */
export function describeSegments(attributes: Attributes): readonly OutlineDescription[] {
  const isLabelMap = text(attributes, TAG.SopClassUid) === SOP_CLASS.labelMapSegmentation;
  const created = createdAt(attributes, TAG.ContentDate, TAG.ContentTime);
  return readSegments(attributes)
    .filter(({ number: segmentNumber }) => !isLabelMap || segmentNumber !== 0)
    .map((segment) => describeSegment(segment, created));
}

function describeSegment(segment: Segment, created: string | undefined): OutlineDescription {
  const { number: segmentNumber, algorithm: _, ...stated } = segment;
  return {
    kind: 'dicom-seg',
    segmentNumber,
    author: segmentAuthor(segment),
    ...stated,
    ...(created === undefined ? {} : { created }),
  };
}
