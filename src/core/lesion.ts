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

export type Calibration =
  | { readonly kind: 'calibrated'; readonly spacing: Spacing; readonly source: 'ultrasound-region' | 'pixel-spacing' | 'stated' }
  | { readonly kind: 'uncalibrated' };

export type Laterality = 'left' | 'right' | 'unknown';

/** Where the lesion came from; UIDs only, no patient identity. */
export interface LesionSource {
  readonly studyUid: string;
  readonly imageSopInstanceUid: string;
  /** 1-based, as in ReferencedFrameNumber. */
  readonly frame: number;
  readonly outlineSopInstanceUid: string;
  readonly segmentNumber: number;
  readonly outlineKind: 'dicom-seg';
  readonly outlineAuthor: 'human' | 'algorithm' | 'unknown';
}

export interface Lesion {
  readonly image: GreyImage;
  readonly mask: Mask;
  readonly calibration: Calibration;
  /** As the image object states it; the ImagingStudy may say more, and may be corrected later. */
  readonly laterality: Laterality;
  /** ISO date (YYYY-MM-DD) of the study, where the image object states it. */
  readonly studyDate?: string;
  readonly source: LesionSource;
}
