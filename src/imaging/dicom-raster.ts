/** One DICOM file as an image file: its frame, and the spacing of the ultrasound region that holds the outline. */
import { decodeColourFrame } from './decode-frame.ts';
import { ImageFileError } from './image-file-error.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { parseDicom } from './parse-dicom.ts';
import { describePixels } from './pixel-description.ts';
import type { Raster } from './raster.ts';
import { ultrasoundCalibration } from './ultrasound-calibration.ts';

/** `frame` counts from 1; where it is left out the object must have one frame. */
export async function readDicomRaster(bytes: Uint8Array, frame: number | undefined, limits: ImagingLimits): Promise<Raster> {
  const object = parseDicom(bytes, limits);
  if (object.kind === 'unreadable') throw new ImageFileError(`image: the DICOM file cannot be read: ${object.detail}`);
  const description = describePixels(object.attributes, limits);
  if (description.kind === 'pixels' && description.frames > 1 && frame === undefined) {
    throw new ImageFileError(`image: the DICOM file has ${description.frames} frames; choose one with --frame`, {
      code: 'several-frames',
    });
  }
  const decoded = await decodeColourFrame(object, frame ?? 1, limits);
  if (decoded.kind === 'not-produced') {
    throw new ImageFileError(
      `image: the DICOM frame cannot be used: ${decoded.reasons.map(({ detail, code }) => detail ?? code).join(', ')}`,
    );
  }
  const { width, height, samples, pixels } = decoded;
  return {
    width,
    height,
    samples,
    values: pixels,
    notes: [],
    attributes: object.attributes,
    spacingOf: (box) => {
      const calibration = ultrasoundCalibration(object.attributes, box);
      return calibration.kind === 'calibrated' ? calibration.spacing : undefined;
    },
  };
}
