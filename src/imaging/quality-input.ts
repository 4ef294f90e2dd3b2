/** What the quality gate looks at, and how its modules say what they found. */
import type {
  Calibration,
  GreyImage,
  ImageBox,
  Laterality,
  Mask,
  QualityCode,
  QualityFinding,
  QualityRules,
} from '../core/index.ts';
import { QUALITY_TEXT } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import type { PixelBox } from './mask-box.ts';
import type { UltrasoundRegion } from './ultrasound-regions.ts';

/** One frame with its outline; what an image file does not have is left out. */
export interface QualityInput {
  readonly image: GreyImage;
  /** Interleaved R, G, B of the same frame, where it has colour. */
  readonly colour?: GreyImage['pixels'];
  /** Not empty. */
  readonly mask: Mask;
  readonly calibration: Calibration;
  /** The ultrasound region that holds the outline. */
  readonly region?: ImageBox;
  readonly regions: readonly UltrasoundRegion[];
  readonly staleRegions: number;
  readonly laterality: Laterality;
  /** As the outline states it; `laterality` is unknown where image and outline differ. */
  readonly outlineLaterality?: Laterality;
  /** Of the image object. */
  readonly attributes?: Attributes;
}

/** The outline in numbers that several checks need. */
export interface Outline {
  readonly box: PixelBox;
  readonly pixels: number;
}

/** Where tissue is shown: the ultrasound region, else the frame. */
export function shownBox({ image, region }: QualityInput): PixelBox {
  return region === undefined
    ? { minX: 0, minY: 0, maxX: image.width - 1, maxY: image.height - 1 }
    : { minX: region.x, minY: region.y, maxX: region.x + region.width - 1, maxY: region.y + region.height - 1 };
}

export function finding(rules: QualityRules, code: QualityCode, measured: string, limit?: string): readonly QualityFinding[] {
  const severity = rules.severity[code];
  if (severity === 'off') return [];
  return [{ code, severity, text: QUALITY_TEXT[code], measured, ...(limit === undefined ? {} : { limit }) }];
}

export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
