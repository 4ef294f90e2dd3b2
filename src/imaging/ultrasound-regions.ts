/**
 * The regions of an ultrasound frame (PS3.3 C.8.5.5): what is drawn where, and at which scale. Archives hold regions of a frame of
 * another size (the image was scaled, its regions were not); those are counted and otherwise left out.
 */
import type { Spacing } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { number } from './attributes.ts';
import type { PixelBox } from './mask-box.ts';
import { TAG } from './tag.ts';

export type RegionContent = 'tissue' | 'colour-flow' | 'm-mode' | 'spectral' | 'trace' | 'graphics' | 'other';

export interface UltrasoundRegion {
  readonly content: RegionContent;
  /** Last column and row inside. */
  readonly box: PixelBox;
  /** Of a two-dimensional region in centimetres; others have none. */
  readonly spacing?: Spacing;
  /** C.8.5.5.1.3: where regions meet, the one of high priority has overwritten the other. */
  readonly highPriority: boolean;
}

export interface UltrasoundRegions {
  readonly regions: readonly UltrasoundRegion[];
  /** Regions that reach beyond the frame or are empty. */
  readonly stale: number;
}

/** C.8.5.5.1.1. */
const CONTENT_OF_FORMAT: Readonly<Record<number, RegionContent>> = { 2: 'm-mode', 3: 'spectral', 4: 'trace', 5: 'graphics' };
const TWO_DIMENSIONAL = 1;
/** C.8.5.5.1.2. */
const TISSUE = 1;
const COLOUR_FLOW = 2;
/** C.8.5.5.1.15. */
const CENTIMETRES = 3;

export function readUltrasoundRegions(attributes: Attributes): UltrasoundRegions {
  const columns = number(attributes, TAG.Columns) ?? 0;
  const rows = number(attributes, TAG.Rows) ?? 0;
  const items = attributes.items(TAG.SequenceOfUltrasoundRegions);
  const regions = items.map((item) => readRegion(item, columns, rows)).filter((region) => region !== undefined);
  return { regions, stale: items.length - regions.length };
}

function readRegion(item: Attributes, columns: number, rows: number): UltrasoundRegion | undefined {
  const minX = number(item, TAG.RegionLocationMinX0);
  const minY = number(item, TAG.RegionLocationMinY0);
  const maxX = number(item, TAG.RegionLocationMaxX1);
  const maxY = number(item, TAG.RegionLocationMaxY1);
  if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) return undefined;
  // The numbers are unsigned, but metadata may say anything.
  if (![minX, minY, maxX, maxY].every((value) => Number.isInteger(value) && value >= 0)) return undefined;
  // Some scanners give the first column and row after the region.
  if (minX >= maxX || minY >= maxY || maxX > columns || maxY > rows) return undefined;
  const spacing = readSpacing(item);
  return {
    content: readContent(item),
    box: { minX, minY, maxX: Math.min(maxX, columns - 1), maxY: Math.min(maxY, rows - 1) },
    ...(spacing === undefined ? {} : { spacing }),
    highPriority: ((number(item, TAG.RegionFlags) ?? 0) & 1) === 0,
  };
}

function readContent(item: Attributes): RegionContent {
  const format = number(item, TAG.RegionSpatialFormat);
  if (format !== TWO_DIMENSIONAL) return CONTENT_OF_FORMAT[format ?? 0] ?? 'other';
  const type = number(item, TAG.RegionDataType);
  return type === COLOUR_FLOW ? 'colour-flow' : type === TISSUE || type === undefined ? 'tissue' : 'other';
}

function readSpacing(item: Attributes): Spacing | undefined {
  if (number(item, TAG.RegionSpatialFormat) !== TWO_DIMENSIONAL) return undefined;
  if (number(item, TAG.PhysicalUnitsX) !== CENTIMETRES || number(item, TAG.PhysicalUnitsY) !== CENTIMETRES) return undefined;
  // The sign only tells which way the axis runs.
  const xMm = millimetres(Math.abs(number(item, TAG.PhysicalDeltaX) ?? 0));
  const yMm = millimetres(Math.abs(number(item, TAG.PhysicalDeltaY) ?? 0));
  return Number.isFinite(xMm) && Number.isFinite(yMm) && xMm > 0 && yMm > 0 ? { xMm, yMm } : undefined;
}

/** To 15 digits, so that a spacing of 0.078 mm that was stored as 0.0078 cm is 0.078 mm again. */
function millimetres(centimetres: number): number {
  return Number((centimetres * 10).toPrecision(15));
}
