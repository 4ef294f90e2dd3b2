/**
 * Pixels of any image file before anyone says whether they are intensities or labels. `notes` tells in plain words what
 * had to be done to get them, for the person who gave the file.
 */
import type { Spacing } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import type { PixelBox } from './mask-box.ts';

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Three samples are interleaved R, G, B and are integers. */
  readonly samples: 1 | 3;
  readonly values: Uint8Array | Uint16Array | Float64Array;
  readonly notes: readonly string[];
  /** Of a DICOM object. */
  readonly attributes?: Attributes;
  /** What the file itself says; a DICOM frame may have another spacing for each of its ultrasound regions. */
  readonly spacingOf: (box: PixelBox) => Spacing | undefined;
}

export const noSpacing = (): undefined => undefined;

/** Checked before any pixel memory is taken. */
export function checkSize(width: number, height: number, limits: ImagingLimits): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1)) {
    throw new ImageFileError(`image: expected a width and a height, got ${width} x ${height}`);
  }
  if (width * height > limits.maxPixels) {
    throw new ImageFileError(`image: ${width} x ${height} pixels are more than the limit of ${limits.maxPixels}`);
  }
}

/** undefined where the numbers are no spacing, as in files that leave them 0. */
export function spacingOrNone(xMm: number, yMm: number): Spacing | undefined {
  return Number.isFinite(xMm) && Number.isFinite(yMm) && xMm > 0 && yMm > 0 ? { xMm, yMm } : undefined;
}
