/** What the details app asks to draw an outline on: POST /app/frames, with the same access as /app/details. */
import type { NotProducedReason } from './reasons.ts';

export interface FrameChoice {
  readonly sopInstanceUid: string;
  /** 1-based. */
  readonly frame: number;
}

export interface FramesRequest {
  /** `iss` of the launch. */
  readonly fhirServer: string;
  /** Patient of the token response. */
  readonly patientId: string;
  readonly studyUid?: string;
  /** The picture to show; the first of the study where left out. */
  readonly image?: FrameChoice;
}

export interface ImageChoice {
  readonly sopInstanceUid: string;
  /** How many it has. */
  readonly frames: number;
}

export interface FramePicture extends FrameChoice {
  readonly width: number;
  readonly height: number;
  /** `data:image/png;base64,` address, 8 bit grey, width x height. */
  readonly png: string;
  /** Distance between pixel centres, where the image states it. */
  readonly spacingMm?: readonly [x: number, y: number];
}

export interface FramesResponse {
  /** The study that the images are of. */
  readonly studyUid?: string;
  readonly images: readonly ImageChoice[];
  readonly picture?: FramePicture;
  /** Why there is no picture. */
  readonly problem?: readonly NotProducedReason[];
}
