/** Image file + outline file -> what the quality gate looks at. A DICOM object says more of itself than a picture does. */
import type { Calibration, Laterality, Spacing } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { ImageFileError } from './image-file-error.ts';
import { imageLaterality } from './image-laterality.ts';
import { DEFAULT_LIMITS, type ImagingLimits } from './imaging-limits.ts';
import type { PixelBox } from './mask-box.ts';
import { maskBox } from './mask-box.ts';
import type { QualityInput } from './quality-input.ts';
import { type ImageRegionInput, type RegionFiles, readImageRegion } from './read-image-region.ts';
import { type UltrasoundGeometry, ultrasoundGeometry } from './ultrasound-calibration.ts';

export interface CheckedFiles extends RegionFiles {
  /** Wins over what the image states. */
  readonly spacing?: Spacing;
}

/** Throws ImageFileError. */
export async function readQualityInput(files: CheckedFiles, limits: ImagingLimits = DEFAULT_LIMITS): Promise<QualityInput> {
  const read = await readImageRegion(files, limits);
  const { image, mask, colour, attributes } = read;
  const box = maskBox(mask, image.width);
  if (box === undefined) throw new ImageFileError('mask: expected pixels above 0, got none');
  const { calibration, region, regions, staleRegions } = geometryOf(read, box);
  return {
    image,
    mask,
    ...(colour === undefined ? {} : { colour }),
    calibration: files.spacing === undefined ? calibration : stated(files.spacing),
    ...(region === undefined ? {} : { region }),
    regions,
    staleRegions,
    laterality: sideOf(attributes),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

function geometryOf({ attributes, spacing }: ImageRegionInput, box: PixelBox): UltrasoundGeometry {
  if (attributes !== undefined) return ultrasoundGeometry(attributes, box);
  return { calibration: spacing === undefined ? { kind: 'uncalibrated' } : stated(spacing), regions: [], staleRegions: 0 };
}

function stated(spacing: Spacing): Calibration {
  return { kind: 'calibrated', spacing, source: 'stated' };
}

function sideOf(attributes: Attributes | undefined): Laterality {
  return attributes === undefined ? 'unknown' : imageLaterality(attributes);
}
