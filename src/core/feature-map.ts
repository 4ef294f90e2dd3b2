/**
 * Where in the lesion a feature of the score is high: POST /app/feature-map, with the same access as /app/details. A map is of the
 * feature's local values, in a window around each pixel; it is no evidence of HER2 expression at that place.
 */
import type { ChosenOutline } from './outline.ts';

/** One of the features that moved a score most. */
export interface MappableFeature {
  readonly feature: string;
  /** Its share of the score's sum, as in the score's contributions. */
  readonly contribution: number;
  /** What a high value of it does to the score in this model. */
  readonly highValue: 'raises' | 'lowers';
  /** False for features of the outline as a whole, which have no value at a place. */
  readonly hasMap: boolean;
}

export interface FeatureMapRequest {
  /** `iss` of the launch. */
  readonly fhirServer: string;
  /** Patient of the token response. */
  readonly patientId: string;
  readonly studyUid?: string;
  /** As in DetailsRequest. */
  readonly outline?: ChosenOutline['sopInstanceUid'];
  readonly segment?: number;
  readonly feature: string;
}

/** A third of the lesion's height and one of its width, as it lies in the picture. */
export type LesionSector = `${'upper' | 'middle' | 'lower'} ${'left' | 'centre' | 'right'}`;

export interface FeatureMap {
  readonly kind: 'map';
  readonly feature: string;
  /** `data:image/png;base64,` address of the colours, transparent outside the lesion. */
  readonly png: string;
  /** Where on the frame it lies, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of all places. */
  readonly lowest: number;
  readonly highest: number;
  /** What the first and the last of `colours` stand for: places beyond have the same colour. */
  readonly scale: readonly [low: number, high: number];
  /** CSS colours from the low end of the scale to the high one, at equal distances. */
  readonly colours: readonly string[];
  /** Sectors with the highest and the lowest mean value; the same where the map is even. */
  readonly highestIn: LesionSector;
  readonly lowestIn: LesionSector;
  /** Side of the window around each pixel. */
  readonly windowPixels: number;
  readonly windowMm?: readonly [x: number, y: number];
}

const NO_MAP_TEXT = {
  'not-shown': 'this site does not show imaging results',
  'no-score': 'there is no score for this image and outline now',
  'not-of-score': 'the feature is not among those that moved this score most',
  'of-whole-outline': 'the feature describes the outline as a whole and has no value at a place',
  'no-image': 'the image or its outline could not be read now',
  'not-defined': 'the feature is not defined in windows of this lesion',
  'takes-too-long': 'the map takes too long for this lesion',
} as const satisfies Record<string, string>;

export interface NoFeatureMap {
  readonly kind: 'no-map';
  readonly code: keyof typeof NO_MAP_TEXT;
  readonly text: string;
}

export type FeatureMapResponse = FeatureMap | NoFeatureMap;

export function noFeatureMap(code: NoFeatureMap['code']): NoFeatureMap {
  return { kind: 'no-map', code, text: NO_MAP_TEXT[code] };
}
