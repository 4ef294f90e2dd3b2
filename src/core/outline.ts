/** Outlines as something to choose from: what a study has, what a site prefers, and what FHIR resources hold. */
import type { Laterality, OutlineAuthor, OutlineKind } from './lesion.ts';

/** One of several outlines, as a clinician sees it who has to choose; no identity of a patient. */
export interface OutlineChoice {
  readonly kind: OutlineKind;
  /** Identity of the outline together with `segmentNumber`; as in LesionSource. */
  readonly sopInstanceUid: string;
  readonly segmentNumber: number;
  readonly author: OutlineAuthor;
  readonly laterality: Laterality;
  readonly label?: string;
  readonly trackingId?: string;
  readonly trackingUid?: string;
  readonly clockPosition?: string;
  /** Date and time as the object states them, YYYYMMDDHHMMSS. */
  readonly created?: string;
}

/** The outline that a clinician has chosen. */
export type ChosenOutline = Pick<OutlineChoice, 'sopInstanceUid' | 'segmentNumber'>;

/**
 * POST /app/outline: what a clinician has drawn in the app and confirmed, with the same token as POST /app/details. It becomes a
 * DICOM segmentation in the archive of the image, or a DocumentReference where the archive takes none.
 */
export interface OutlineRequest {
  readonly fhirServer: string;
  readonly patientId: string;
  readonly studyUid: string;
  readonly imageSopInstanceUid: string;
  /** 1-based. */
  readonly frame: number;
  /** Closed rings [x0, y0, x1, y1, ...] in pixel-corner coordinates, filled even-odd. */
  readonly rings: readonly (readonly number[])[];
  /** Name of the clinician, Family^Given. */
  readonly creator?: string;
  /** Of the outline that this one replaces, so that the newer one of the lesion is used from now on. */
  readonly trackingId?: string;
  readonly trackingUid?: string;
}

export interface OutlineResponse {
  readonly storedIn: 'archive' | 'fhir-server';
  readonly sopInstanceUid: string;
  readonly segmentNumber: number;
  /** Pixels inside. */
  readonly pixels: number;
}

/** Which of several outlines of one lesion is used. */
export interface OutlinePreference {
  /** Whose outline comes first; `any`: author does not matter. */
  readonly author: 'human' | 'algorithm' | 'any';
  /** Whether the newest of several by such authors is used; else a clinician chooses. */
  readonly newest: boolean;
}

export const DEFAULT_OUTLINE_PREFERENCE: OutlinePreference = { author: 'human', newest: true };

/** Pixel coordinates of DICOM (PS3.3 C.18.6.1.2) and FHIR: 0\0 is the corner of the first pixel, 1\1 its opposite corner. */
export interface RegionShape {
  readonly type: 'polygon' | 'circle' | 'ellipse';
  /** [x0, y0, x1, y1, ...]: corners; centre and a point of the circle; ends of the major, then of the minor axis. */
  readonly points: readonly number[];
}

interface Recorded {
  /** Relative reference of the resource, `ImagingSelection/1`. */
  readonly reference: string;
  /** SHA-256 of what was drawn and of what is said of it: a resource may change under its reference. */
  readonly sha256: string;
  readonly author: OutlineAuthor;
  readonly laterality: Laterality;
  readonly label?: string;
  readonly created?: string;
}

interface OnImage {
  readonly imageSopInstanceUid: string;
  readonly imageSeriesUid?: string;
  /** 1-based. */
  readonly frame?: number;
}

/** An outline that a FHIR server holds. */
export type RecordedOutline = Recorded &
  (
    | { readonly kind: 'dicom-object'; readonly bytes: Uint8Array }
    | ({ readonly kind: 'mask-image'; readonly bytes: Uint8Array } & OnImage)
    | ({ readonly kind: 'regions'; readonly shapes: readonly RegionShape[] } & OnImage)
  );
