/** The instances of a study that may hold outlines: as the ImagingStudy lists them, else, or beside them, as QIDO-RS finds them. */
import type { Deadline, NotProduced, SeriesReference, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Answer } from './archive-request.ts';
import { text, uid } from './attributes.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import { mayHoldOutlines, OUTLINE_MODALITIES } from './outlines-of-object.ts';
import { TAG } from './tag.ts';

export interface OutlineInstance extends InstanceAddress {
  readonly modality: string;
}

/** Looking at more would take longer than a clinician's choice is worth. */
export const MAX_COMPARED = 16;

type Found = Promise<Answer<readonly OutlineInstance[]> | NotProduced>;

const isOutlineModality = (modality: string | undefined): boolean => OUTLINE_MODALITIES.some((known) => known === modality);

/** `askArchive`: for segmentations also where the ImagingStudy lists outlines, since one may have been drawn since. */
export async function outlineInstances(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
  askArchive: boolean,
): Found {
  const listed = study.series.filter(({ modality }) => isOutlineModality(modality));
  // Reports mostly hold measurements and no outline, so that a list of reports alone says nothing of outlines.
  const hasOutline = listed.some(({ modality }) => modality !== 'SR');
  const modalities = !hasOutline ? OUTLINE_MODALITIES : askArchive ? (['SEG'] as const) : [];
  const found = await searchedSeries(study, modalities, dicomweb, deadline);
  if (found.kind === 'not-produced') return found;
  // A drawn outline has a series of its own: those that are listed are known well enough.
  const series = new Map([...found.value, ...listed].map((entry) => [entry.seriesUid, entry]));
  if (series.size > MAX_COMPARED) return notProduced('several-outlines', `${series.size} series of outlines`);
  const perSeries = await Promise.all([...series.values()].map((entry) => instancesOf(study, entry, dicomweb, deadline)));
  const instances = new Map<string, OutlineInstance>();
  for (const answer of perSeries) {
    if (answer.kind === 'not-produced') return answer;
    for (const instance of answer.value) instances.set(instance.sopInstanceUid, instance);
  }
  return { kind: 'answer', value: [...instances.values()] };
}

async function searchedSeries(
  study: StudyReference,
  modalities: readonly string[],
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<Answer<readonly SeriesReference[]> | NotProduced> {
  const answers = await Promise.all(
    modalities.map((modality) => dicomweb.searchSeries(study.archive, study.studyUid, modality, deadline)),
  );
  const value: SeriesReference[] = [];
  for (const answer of answers) {
    if (answer.kind === 'not-produced') return answer;
    for (const attributes of answer.value) {
      const seriesUid = uid(attributes, TAG.SeriesInstanceUid);
      const modality = text(attributes, TAG.Modality);
      // Some archives ignore the filter.
      if (seriesUid === undefined || modality === undefined || !isOutlineModality(modality)) continue;
      const known = study.series.find((series) => series.seriesUid === seriesUid)?.archive;
      value.push({ seriesUid, modality, ...(known === undefined ? {} : { archive: known }), instances: [] });
    }
  }
  return { kind: 'answer', value };
}

async function instancesOf(study: StudyReference, series: SeriesReference, dicomweb: Dicomweb, deadline: Deadline): Found {
  const archive = series.archive ?? study.archive;
  const { seriesUid, modality } = series;
  const address = (sopInstanceUid: string): OutlineInstance => ({
    archive,
    studyUid: study.studyUid,
    seriesUid,
    sopInstanceUid,
    modality,
  });
  if (series.instances.length > 0) {
    const usable = series.instances.filter(({ sopClassUid }) => mayHoldOutlines(sopClassUid));
    return { kind: 'answer', value: usable.map(({ sopInstanceUid }) => address(sopInstanceUid)) };
  }
  const answer = await dicomweb.searchInstances(archive, study.studyUid, seriesUid, deadline);
  if (answer.kind === 'not-produced') return answer;
  const usable = answer.value.filter((attributes) => mayHoldOutlines(text(attributes, TAG.SopClassUid)));
  return { kind: 'answer', value: usable.flatMap((attributes) => uid(attributes, TAG.SopInstanceUid) ?? []).map(address) };
}
