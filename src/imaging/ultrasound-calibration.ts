/**
 * Distance between pixel centres, in this order: the ultrasound region that holds the whole outline (PS3.3 C.8.5.5), else
 * Pixel Spacing, else none. Archives hold regions of a frame of another size, regions without units and ECG traces:
 * a region counts only if it is two-dimensional, in centimetres in both directions, and lies on this frame.
 * Two regions that hold the outline and disagree give none: neither is more likely to be right.
 */
import type { Calibration, Spacing } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number } from './attributes.ts';
import type { PixelBox } from './mask-box.ts';
import { TAG } from './tag.ts';

const TWO_DIMENSIONAL = 1;
const CENTIMETRES = 3;

interface Region {
  readonly box: PixelBox;
  readonly spacing: Spacing;
}

export function ultrasoundCalibration(attributes: Attributes, roi: PixelBox): Calibration {
  const columns = number(attributes, TAG.Columns) ?? 0;
  const rows = number(attributes, TAG.Rows) ?? 0;
  const holding = attributes
    .items(TAG.SequenceOfUltrasoundRegions)
    .map(readRegion)
    .filter((region) => region !== undefined)
    .filter(({ box }) => box.maxX <= columns && box.maxY <= rows && holds(box, roi));
  const [region, ...others] = holding;
  if (region !== undefined) {
    return others.every((other) => equal(other.spacing, region.spacing))
      ? { kind: 'calibrated', spacing: region.spacing, source: 'ultrasound-region' }
      : { kind: 'uncalibrated' };
  }
  const spacing = pixelSpacing(attributes);
  return spacing === undefined ? { kind: 'uncalibrated' } : { kind: 'calibrated', spacing, source: 'pixel-spacing' };
}

function readRegion(item: Attributes): Region | undefined {
  if (number(item, TAG.RegionSpatialFormat) !== TWO_DIMENSIONAL) return undefined;
  if (number(item, TAG.PhysicalUnitsX) !== CENTIMETRES || number(item, TAG.PhysicalUnitsY) !== CENTIMETRES) return undefined;
  const minX = number(item, TAG.RegionLocationMinX0);
  const minY = number(item, TAG.RegionLocationMinY0);
  const maxX = number(item, TAG.RegionLocationMaxX1);
  const maxY = number(item, TAG.RegionLocationMaxY1);
  // The sign only tells which way the axis runs.
  const xMm = millimetres(Math.abs(number(item, TAG.PhysicalDeltaX) ?? 0));
  const yMm = millimetres(Math.abs(number(item, TAG.PhysicalDeltaY) ?? 0));
  if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) return undefined;
  return isSpacing(xMm, yMm) && minX < maxX && minY < maxY
    ? { box: { minX, minY, maxX, maxY }, spacing: { xMm, yMm } }
    : undefined;
}

/** To 15 digits, so that a spacing of 0.078 mm that was stored as 0.0078 cm is 0.078 mm again. */
function millimetres(centimetres: number): number {
  return Number((centimetres * 10).toPrecision(15));
}

/** PS3.3 10.7.1.3: the distance between rows comes first. */
function pixelSpacing(attributes: Attributes): Spacing | undefined {
  const [yMm, xMm] = attributes.numbers(TAG.PixelSpacing);
  return xMm !== undefined && yMm !== undefined && isSpacing(xMm, yMm) ? { xMm, yMm } : undefined;
}

function isSpacing(xMm: number, yMm: number): boolean {
  return Number.isFinite(xMm) && Number.isFinite(yMm) && xMm > 0 && yMm > 0;
}

function holds(box: PixelBox, roi: PixelBox): boolean {
  return box.minX <= roi.minX && box.minY <= roi.minY && box.maxX >= roi.maxX && box.maxY >= roi.maxY;
}

function equal(a: Spacing, b: Spacing): boolean {
  return a.xMm === b.xMm && a.yMm === b.yMm;
}
