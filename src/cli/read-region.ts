/** An image file and its outline file as the service would score them: the same decoding as the import into DICOM. */
import path from 'node:path';
import type { Lesion } from '../core/index.ts';
import { readQualityInput } from '../imaging/index.ts';
import { type RegionFiles, readBounded } from './features-region.ts';

/** Throws ImageFileError, and errors of the file system. */
export async function readRegion(files: RegionFiles): Promise<Pick<Lesion, 'image' | 'mask' | 'calibration' | 'region'>> {
  const { spacing, label, frame } = files;
  const [image, mask] = await Promise.all([readBounded(files.image), readBounded(files.mask)]);
  return readQualityInput({
    image,
    mask,
    imageName: path.basename(files.image),
    ...(spacing === undefined ? {} : { spacing }),
    ...(label === undefined ? {} : { label }),
    ...(frame === undefined ? {} : { frame }),
  });
}
