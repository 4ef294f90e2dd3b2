/**
 * What the details app asks and what it is answered: POST /app/details, same origin, with
 * `Authorization: Bearer <access token of the SMART launch>`. Everything clinical is computed and worded by the
 * service; the app only shows it.
 */
import type { Assessment } from './assessment.ts';
import type { PathwayFacts } from './facts.ts';
import type { MappableFeature } from './feature-map.ts';
import type { Laterality } from './lesion.ts';
import type { OutlineChoice } from './outline.ts';
import type { QualityFinding } from './quality.ts';
import type { ModelIdentity } from './score.ts';

export interface DetailsRequest {
  /** `iss` of the launch. */
  readonly fhirServer: string;
  /** Patient of the token response. */
  readonly patientId: string;
  /** DICOM study that the card was about, when the launch names one. */
  readonly studyUid?: string;
  /** The outline that the clinician has chosen of `outlines`: its sopInstanceUid, and its segmentNumber. */
  readonly outline?: string;
  readonly segment?: number;
}

export interface DetailsPatient {
  readonly name: string;
  /** ISO date as the record has it; may lack day or month. */
  readonly birthDate?: string;
  readonly sex?: string;
}

export interface DetailsModel extends ModelIdentity {
  /** Markdown of the bundle's model-card.md. */
  readonly card: string;
  /** Probabilities that part the bands low | indeterminate | high. */
  readonly thresholds?: { readonly lower: number; readonly upper: number };
  readonly validation?: unknown;
}

export interface DetailsLesion {
  readonly width: number;
  readonly height: number;
  /** `data:image/png;base64,` address of the frame, 8 bit grey, width x height. */
  readonly png: string;
  /** Closed rings [x0, y0, x1, y1, ...] in pixel-corner coordinates, outer rings and holes alike. */
  readonly rings: readonly (readonly number[])[];
  /** Distance between pixel centres, where the image states it. */
  readonly spacingMm?: readonly [x: number, y: number];
  readonly laterality: Laterality;
  /** ISO date of the study. */
  readonly studyDate?: string;
  readonly outline: {
    readonly author: 'human' | 'algorithm' | 'unknown';
    readonly sopInstanceUid: string;
    readonly segmentNumber: number;
    readonly trackingId?: string;
    readonly trackingUid?: string;
  };
  /** The frame that was outlined, so that an outline can be drawn on it again. */
  readonly image: { readonly sopInstanceUid: string; readonly frame: number };
}

export interface DetailsResponse {
  readonly patient: DetailsPatient;
  readonly facts: PathwayFacts;
  readonly score: Assessment['score'];
  readonly model?: DetailsModel;
  /** Findings of the image quality gate: those that block are reasons of the score state, those that warn belong beside it. */
  readonly quality?: readonly QualityFinding[];
  readonly lesion?: DetailsLesion;
  /** Where the study has several outlines and none of them goes without saying: what a clinician can choose from. */
  readonly outlines?: readonly OutlineChoice[];
  /** Features that moved the score most: where they are high can be shown; left out where there is no score to show. */
  readonly mappable?: readonly MappableFeature[];
  /** Whether the site lets a clinician draw an outline in the app: POST /app/frames and /app/outline. */
  readonly canDraw?: boolean;
  /** What the card of the same patient and hook says. */
  readonly proposal?: { readonly summary: string; readonly bullets: readonly string[] };
  /** ISO instant. */
  readonly generatedAt: string;
}
