/** The Image Pixel module (PS3.3 C.7.6.3) as stated by a data set, checked for sense and size before any pixel is touched. */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes, Tag } from './attributes.ts';
import { number, text } from './attributes.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { TAG } from './tag.ts';

export interface PixelDescription {
  readonly kind: 'pixels';
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly samples: 1 | 3;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly photometric: string;
  /** Samples of a pixel together, or one plane a sample. */
  readonly planar: boolean;
}

export function describePixels(attributes: Attributes, limits: ImagingLimits = DEFAULT_LIMITS): PixelDescription | NotProduced {
  const width = number(attributes, TAG.Columns) ?? 0;
  const height = number(attributes, TAG.Rows) ?? 0;
  const frames = number(attributes, TAG.NumberOfFrames) ?? 1;
  const samples = number(attributes, TAG.SamplesPerPixel) ?? 1;
  const bitsAllocated = number(attributes, TAG.BitsAllocated) ?? 0;
  const bitsStored = number(attributes, TAG.BitsStored) ?? bitsAllocated;
  const highBit = number(attributes, TAG.HighBit) ?? bitsStored - 1;
  const photometric = text(attributes, TAG.PhotometricInterpretation) ?? '';
  if (!isCount(width) || !isCount(height)) return notProduced('image-unsupported', 'rows or columns missing');
  if (width * height > limits.maxPixels) return notProduced('object-too-large', `${width} x ${height} pixels`);
  if (!isCount(frames)) return notProduced('image-unsupported', 'number of frames is not a count');
  if (frames > limits.maxFrames) return notProduced('object-too-large', `${frames} frames`);
  if (samples !== 1 && samples !== 3) return unsupported(attributes, TAG.SamplesPerPixel, 'samples per pixel');
  if (!isCount(bitsAllocated) || !isCount(bitsStored) || bitsStored > bitsAllocated || highBit !== bitsStored - 1) {
    return notProduced('image-unsupported', `bits ${bitsAllocated}/${bitsStored}, high bit ${highBit}`);
  }
  return {
    kind: 'pixels',
    width,
    height,
    frames,
    samples,
    bitsAllocated,
    bitsStored,
    signed: number(attributes, TAG.PixelRepresentation) === 1,
    photometric,
    planar: number(attributes, TAG.PlanarConfiguration) === 1,
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function unsupported(attributes: Attributes, tag: Tag, name: string): NotProduced {
  return notProduced('image-unsupported', `${name}: ${number(attributes, tag)}`);
}
