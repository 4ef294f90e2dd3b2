/** Where an instance of a study is: its series is said by whatever refers to it, else by the ImagingStudy, else by the archive. */
import type { Deadline, NotProduced, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { text, uid } from './attributes.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import { TAG } from './tag.ts';

/** `archive` is asked where the ImagingStudy does not list the instance; `stated` is the series, where something says it. */
export async function instanceAddress(
  { study, archive: askedArchive }: { readonly study: StudyReference; readonly archive: string },
  sopInstanceUid: string,
  stated: string | undefined,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<InstanceAddress | NotProduced> {
  const listed =
    study.series.find(({ instances }) => instances.some((instance) => instance.sopInstanceUid === sopInstanceUid)) ??
    study.series.find((series) => series.seriesUid === stated);
  const archive = listed?.archive ?? (listed === undefined ? askedArchive : study.archive);
  const seriesUid = listed?.seriesUid ?? stated;
  if (seriesUid !== undefined) return { archive, studyUid: study.studyUid, seriesUid, sopInstanceUid };
  const found = await dicomweb.findInstance(archive, study.studyUid, sopInstanceUid, deadline);
  if (found.kind === 'not-produced') return found;
  const matching = found.value.find((attributes) => text(attributes, TAG.SopInstanceUid) === sopInstanceUid);
  const foundSeries = matching === undefined ? undefined : uid(matching, TAG.SeriesInstanceUid);
  return foundSeries === undefined
    ? notProduced('outline-unusable', 'what the outline refers to is not in the study')
    : { archive, studyUid: study.studyUid, seriesUid: foundSeries, sopInstanceUid };
}
