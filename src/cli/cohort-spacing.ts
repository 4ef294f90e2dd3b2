/**
 * The spacing that image files of a cohort state themselves (DICOM, NRRD, NIfTI), for rows whose table gives none: a model of
 * features in millimetres must not say of itself that its images had no spacing.
 */
import path from 'node:path';
import { type CohortMember, refuseMixedSpacing } from '../training/index.ts';
import { readRegionFiles } from './features-region.ts';

/** Pictures state a resolution for print, and no distance in the body. */
const PICTURE = /\.(png|jpe?g|tiff?)$/i;

/**
 * `folder`: of the table. A file that cannot be read is left for the extraction to report. Throws ServiceError where some of the
 * others state a spacing and some do not.
 */
export async function withStatedSpacing(members: readonly CohortMember[], folder: string): Promise<readonly CohortMember[]> {
  const found: CohortMember[] = [];
  const read: CohortMember[] = [];
  for (const member of members) {
    const own = await stated(member, folder);
    found.push(own ?? member);
    if (own !== undefined) read.push(own);
  }
  refuseMixedSpacing(read);
  return found;
}

/** Undefined where the file cannot be read. */
async function stated(member: CohortMember, folder: string): Promise<CohortMember | undefined> {
  const { image, mask, spacing, archived } = member.lesion;
  const isKnown = spacing !== undefined || archived !== undefined;
  if (isKnown || image === undefined || mask === undefined || PICTURE.test(image)) return member;
  const files = { image: path.resolve(folder, image), mask: path.resolve(folder, mask), label: 'any' };
  const region = await readRegionFiles(files).catch(() => undefined);
  if (region === undefined || 'kind' in region) return undefined;
  return region.spacing === undefined ? member : { ...member, lesion: { ...member.lesion, spacing: region.spacing } };
}
