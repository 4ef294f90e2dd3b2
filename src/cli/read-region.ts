/** An image file and its mask file as radiomics takes them; the same decoding as the import into DICOM. */
import { readFile } from 'node:fs/promises';
import type { GreyImage, Mask } from '../core/index.ts';
import { readImageAndMask } from '../imaging/index.ts';

export async function readRegion(imageFile: string, maskFile: string): Promise<{ image: GreyImage; mask: Mask }> {
  return readImageAndMask(await readFile(imageFile), await readFile(maskFile));
}
