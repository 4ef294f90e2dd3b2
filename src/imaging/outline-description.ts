/** What an object says of one outline in it, readable without drawing it. Every kind of object gives the same. */
import type { Laterality, OutlineChoice } from '../core/index.ts';
import type { Attributes, Tag } from './attributes.ts';
import { text } from './attributes.ts';

export interface OutlineDescription extends Omit<OutlineChoice, 'sopInstanceUid'> {
  /** Set where this only points at a segment of a segmentation object, which is the outline. */
  readonly segment?: { readonly sopInstanceUid: string; readonly segmentNumber: number };
}

/** Date and time of DICOM as one text that sorts by time; the parts that are missing are left out at the end. */
export function createdAt(attributes: Attributes, date: Tag, time: Tag): string | undefined {
  const day = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text(attributes, date) ?? '');
  if (day === null) return undefined;
  const clock = /^\d{2}(\d{2}(\d{2})?)?/.exec((text(attributes, time) ?? '').replaceAll(':', ''))?.[0] ?? '';
  return `${day[1]}${day[2]}${day[3]}${clock}`;
}

/** Two statements of one side: the one that is there, and none where they differ. */
export function agreedLaterality(a: Laterality, b: Laterality): Laterality {
  if (a === 'unknown') return b;
  return b === 'unknown' || b === a ? a : 'unknown';
}

/** What a clinician sees of it who has to choose. */
export function outlineChoice(description: OutlineDescription, sopInstanceUid: string): OutlineChoice {
  const { segment: _, ...shown } = description;
  return { ...shown, sopInstanceUid };
}

/** What a report says of a segment, where the segmentation itself does not. */
export function completedBy(segment: OutlineDescription, report: OutlineDescription): OutlineDescription {
  const { trackingId, trackingUid, clockPosition, laterality } = report;
  return {
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(trackingUid === undefined ? {} : { trackingUid }),
    ...(clockPosition === undefined ? {} : { clockPosition }),
    ...segment,
    laterality: segment.laterality === 'unknown' ? laterality : segment.laterality,
  };
}
