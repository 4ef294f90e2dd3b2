/**
 * Distance between pixel centres of the lesion, and the ultrasound region that holds it. The order:
 *   1. the two-dimensional ultrasound region in centimetres that holds the whole outline (PS3.3 C.8.5.5);
 *   2. Pixel Spacing (C.7.6.2); 3. Imager Pixel Spacing; 4. Nominal Scanned Pixel Spacing, distances on a detector or film that
 *   converters of screenshots fill in, and that the quality gate therefore warns of.
 * 1 and 2 are both distances in the body: where they differ, or two regions of the same priority do, none is used and both are
 * named, since neither is more likely to be right. They are never averaged.
 */
import type { Calibration, ImageBox, Spacing, StatedSpacing } from '../core/index.ts';
import type { Attributes, Tag } from './attributes.ts';
import type { PixelBox } from './mask-box.ts';
import { TAG } from './tag.ts';
import { readUltrasoundRegions, type UltrasoundRegion } from './ultrasound-regions.ts';

export interface UltrasoundGeometry {
  readonly calibration: Calibration;
  /** The region of tissue around the whole outline. */
  readonly region?: ImageBox;
  readonly regions: readonly UltrasoundRegion[];
  /** How many regions are of another frame size. */
  readonly staleRegions: number;
}

/** Relative difference up to which two spacings are the same one, rounded differently. */
const TOLERANCE = 0.01;

export function ultrasoundGeometry(attributes: Attributes, roi: PixelBox): UltrasoundGeometry {
  const { regions, stale } = readUltrasoundRegions(attributes);
  const holding = topPriority(regions.filter(({ spacing, box }) => spacing !== undefined && holds(box, roi)));
  const region = holding.find(({ content }) => content === 'tissue') ?? holding[0];
  const inBody: readonly StatedSpacing[] = [
    ...holding.map(({ spacing }) => ({ source: 'ultrasound-region' as const, spacing: spacing! })),
    ...stated(attributes, TAG.PixelSpacing, 'pixel-spacing'),
  ];
  const elsewhere = [
    ...stated(attributes, TAG.ImagerPixelSpacing, 'imager-pixel-spacing'),
    ...stated(attributes, TAG.NominalScannedPixelSpacing, 'nominal-scanned-pixel-spacing'),
  ];
  return {
    calibration: calibrationOf(inBody.length > 0 ? inBody : elsewhere),
    ...(region === undefined ? {} : { region: imageBox(region.box) }),
    regions,
    staleRegions: stale,
  };
}

export function ultrasoundCalibration(attributes: Attributes, roi: PixelBox): Calibration {
  return ultrasoundGeometry(attributes, roi).calibration;
}

function calibrationOf(all: readonly StatedSpacing[]): Calibration {
  const [first] = all;
  if (first === undefined) return { kind: 'uncalibrated' };
  const other = all.find(({ spacing }) => !agree(spacing, first.spacing));
  return other === undefined ? { kind: 'calibrated', ...first } : { kind: 'uncalibrated', conflict: [first, other] };
}

/** A colour box of high priority inside a tissue region of low priority overwrites it; alone, priority means nothing. */
function topPriority(regions: readonly UltrasoundRegion[]): readonly UltrasoundRegion[] {
  const high = regions.filter(({ highPriority }) => highPriority);
  return high.length > 0 ? high : regions;
}

/** PS3.3 10.7.1.3: the distance between rows comes first. */
function stated(attributes: Attributes, tag: Tag, source: StatedSpacing['source']): readonly StatedSpacing[] {
  const [yMm, xMm] = attributes.numbers(tag);
  return xMm !== undefined && yMm !== undefined && xMm > 0 && yMm > 0 ? [{ source, spacing: { xMm, yMm } }] : [];
}

function holds(box: PixelBox, roi: PixelBox): boolean {
  return box.minX <= roi.minX && box.minY <= roi.minY && box.maxX >= roi.maxX && box.maxY >= roi.maxY;
}

function agree(a: Spacing, b: Spacing): boolean {
  const close = (one: number, other: number): boolean => Math.abs(one - other) <= TOLERANCE * Math.max(one, other);
  return close(a.xMm, b.xMm) && close(a.yMm, b.yMm);
}

function imageBox({ minX, minY, maxX, maxY }: PixelBox): ImageBox {
  return { x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 };
}
