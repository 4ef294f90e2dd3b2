/** Any supported image file to a raster; the kind is decided by the first bytes, never by the file name. */
import { readDicomRaster } from './dicom-raster.ts';
import { ImageFileError } from './image-file-error.ts';
import { DEFAULT_LIMITS, type ImagingLimits } from './imaging-limits.ts';
import { inflateFile, isGzip } from './inflate-file.ts';
import { isNifti, readNifti } from './nifti.ts';
import { isNrrd, readNrrd } from './nrrd.ts';
import { isPicture, readPictureRaster } from './picture-raster.ts';
import type { Raster } from './raster.ts';

export interface RasterChoice {
  /** 1-based frame of a DICOM object; needed where it has several. */
  readonly frame?: number;
}

/** Throws ImageFileError. */
export async function readRaster(
  bytes: Uint8Array,
  choice: RasterChoice = {},
  limits: ImagingLimits = DEFAULT_LIMITS,
): Promise<Raster> {
  if (bytes.length > limits.maxObjectBytes) {
    throw new ImageFileError(`image: ${bytes.length} bytes are more than the limit of ${limits.maxObjectBytes}`);
  }
  if (isPicture(bytes)) return readPictureRaster(bytes, limits);
  if (isDicom(bytes)) return readDicomRaster(bytes, choice.frame, limits);
  if (isNrrd(bytes)) return readNrrd(bytes, limits);
  const content = isGzip(bytes) ? inflateFile(bytes, limits.maxObjectBytes) : bytes;
  if (isNifti(content)) return readNifti(content, limits);
  throw new ImageFileError('image: expected a PNG, JPEG, TIFF, DICOM, NRRD or NIfTI file');
}

function isDicom(bytes: Uint8Array): boolean {
  return bytes.length > 132 && Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
}
