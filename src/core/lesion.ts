/**
 * The lesion on one grey ultrasound frame: what imaging hands to radiomics.
 * A Lesion always has a non-empty mask of the frame's size, and a spacing or the stated lack of it.
 */

/** Row-major grey image; `pixels.length === width * height`. Luminance where the source had colour. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array | Uint16Array | Float64Array;
}

/** Row-major, 1 inside the lesion, 0 outside; same size as the image it belongs to. */
export type Mask = Uint8Array;

/** Distance between pixel centres. */
export interface Spacing {
  readonly xMm: number;
  readonly yMm: number;
}

/** Where a spacing was read: in an image object, or stated by the person who gave an image file. */
export type SpacingSource =
  | 'ultrasound-region'
  | 'pixel-spacing'
  | 'imager-pixel-spacing'
  | 'nominal-scanned-pixel-spacing'
  | 'stated';

export interface StatedSpacing {
  readonly source: SpacingSource;
  readonly spacing: Spacing;
}

export type Calibration =
  | ({ readonly kind: 'calibrated' } & StatedSpacing)
  /** `conflict`: the image states these, and they contradict each other. */
  | { readonly kind: 'uncalibrated'; readonly conflict?: readonly StatedSpacing[] };

/** Pixels x to x + width - 1, y to y + height - 1. */
export interface ImageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Laterality = 'left' | 'right' | 'unknown';

/** Segmentation, structure set, measurement report; region of an ImagingSelection; mask picture. */
export type OutlineKind = 'dicom-seg' | 'dicom-rtstruct' | 'dicom-sr' | 'fhir-region' | 'fhir-mask';

export type OutlineAuthor = 'human' | 'algorithm' | 'unknown';

/** Where the lesion came from; UIDs only, no patient identity. */
export interface LesionSource {
  readonly studyUid: string;
  readonly imageSopInstanceUid: string;
  /** 1-based, as in ReferencedFrameNumber. */
  readonly frame: number;
  /** SOP Instance UID; for an outline that is no DICOM object the relative reference of its FHIR resource. */
  readonly outlineSopInstanceUid: string;
  /** Number of the segment, ROI or measurement group in its object. */
  readonly segmentNumber: number;
  readonly outlineKind: OutlineKind;
  readonly outlineAuthor: OutlineAuthor;
  readonly trackingId?: string;
  readonly trackingUid?: string;
  /** Clock-face position as the outline states it, e.g. `10 o'clock`. */
  readonly clockPosition?: string;
  /** Share of the largest value from which a pixel of a fractional outline counts as inside. */
  readonly threshold?: number;
}

export interface Lesion {
  readonly image: GreyImage;
  readonly mask: Mask;
  readonly calibration: Calibration;
  /** The ultrasound region that holds the lesion, where the image states one: nothing outside it is tissue. */
  readonly region?: ImageBox;
  /** As image and outline state it, `unknown` where they differ; the ImagingStudy may say more, and may be corrected later. */
  readonly laterality: Laterality;
  /** ISO date (YYYY-MM-DD) of the study, where the image object states it. */
  readonly studyDate?: string;
  readonly source: LesionSource;
}
