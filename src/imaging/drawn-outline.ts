/** An outline that has been read from its object and waits for the image that it belongs to. */
import type { Mask, NotProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import type { SourceFrame } from './functional-groups.ts';
import type { OutlineDescription } from './outline-description.ts';

/** The image frame to draw on. */
export interface OutlinedImage {
  readonly width: number;
  readonly height: number;
  readonly attributes: Attributes;
  /** 1-based. */
  readonly frame: number;
}

export interface DrawnOutline {
  readonly kind: 'drawn';
  readonly description: OutlineDescription;
  readonly source: SourceFrame;
  /** Series of the image where the object says. */
  readonly sourceSeriesUid?: string;
  /** Share of the largest value from which a pixel of a fractional outline is inside. */
  readonly threshold?: number;
  drawOn(image: OutlinedImage): Promise<Mask | NotProduced>;
}

/** The outline is a segment of another object. */
export interface SegmentElsewhere {
  readonly kind: 'segment-elsewhere';
  readonly sopInstanceUid: string;
  readonly segmentNumber: number;
  readonly description: OutlineDescription;
}
