/** What is measured for a row of a cohort: its files below the folder of the table, with what the table or an archive states. */
import path from 'node:path';
import type { CohortLesion } from '../training/index.ts';
import type { RegionRequest } from './features-region.ts';

/** Every pixel of the mask other than 0 is lesion. */
export function cohortRequest(
  { spacing, region }: Pick<CohortLesion, 'spacing' | 'region'>,
  folder: string,
  files: { readonly image: string; readonly mask: string },
): RegionRequest {
  return {
    image: path.resolve(folder, files.image),
    mask: path.resolve(folder, files.mask),
    label: 'any',
    ...(spacing === undefined ? {} : { spacing }),
    ...(region === undefined ? {} : { within: region }),
  };
}
