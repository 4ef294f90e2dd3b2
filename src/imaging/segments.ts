/** The segments that a segmentation describes (PS3.3 C.8.20.4); readable without pixel data, from a data set or DICOM JSON. */
import type { LesionSource } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number, text } from './attributes.ts';
import { TAG } from './tag.ts';

export type AlgorithmType = 'MANUAL' | 'SEMIAUTOMATIC' | 'AUTOMATIC';

export interface Segment {
  readonly number: number;
  readonly label?: string;
  readonly algorithm?: AlgorithmType;
  readonly trackingId?: string;
  readonly trackingUid?: string;
}

export function readSegments(attributes: Attributes): readonly Segment[] {
  return attributes.items(TAG.SegmentSequence).flatMap((item) => {
    const segmentNumber = number(item, TAG.SegmentNumber);
    if (segmentNumber === undefined || !Number.isInteger(segmentNumber) || segmentNumber < 0) return [];
    const label = text(item, TAG.SegmentLabel);
    const algorithm = algorithmType(text(item, TAG.SegmentAlgorithmType));
    const trackingId = text(item, TAG.TrackingId);
    const trackingUid = text(item, TAG.TrackingUid);
    return [
      {
        number: segmentNumber,
        ...(label === undefined ? {} : { label }),
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(trackingId === undefined ? {} : { trackingId }),
        ...(trackingUid === undefined ? {} : { trackingUid }),
      },
    ];
  });
}

function algorithmType(value: string | undefined): AlgorithmType | undefined {
  return value === 'MANUAL' || value === 'SEMIAUTOMATIC' || value === 'AUTOMATIC' ? value : undefined;
}

/** A semi-automatic outline is a person's: someone placed or corrected it. */
export function segmentAuthor({ algorithm }: Segment): LesionSource['outlineAuthor'] {
  if (algorithm === undefined) return 'unknown';
  return algorithm === 'AUTOMATIC' ? 'algorithm' : 'human';
}
