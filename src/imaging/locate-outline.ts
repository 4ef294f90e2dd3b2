/**
 * The outline of a study's lesion: its SEG instances by the ImagingStudy, else by QIDO-RS.
 * With one instance nothing is fetched and the segment stays open (`ONLY_SEGMENT`), so that a known score is found without
 * asking the archive; with several, their metadata decide.
 */
import type { Deadline, NotProduced, OutlineReference, SeriesReference, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Answer } from './archive-request.ts';
import { text, uid } from './attributes.ts';
import type { OutlineCandidate } from './choose-outline.ts';
import { chooseOutline } from './choose-outline.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import { identityProblem } from './object-identity.ts';
import { readSegments } from './segments.ts';
import { TAG } from './tag.ts';

/** `segmentNumber` of an outline whose object has just one segment; segments themselves are numbered from 1. */
export const ONLY_SEGMENT = 0;

/** Looking at more would take longer than a clinician's choice is worth. */
const MAX_COMPARED = 16;

export async function locateOutline(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<OutlineReference | NotProduced> {
  const found = await segmentationInstances(study, dicomweb, deadline);
  if (found.kind === 'not-produced') return found;
  const [first, ...others] = found.value;
  if (first === undefined) return notProduced('no-outline');
  if (others.length === 0) return reference(study, first, ONLY_SEGMENT);
  if (found.value.length > MAX_COMPARED) return notProduced('several-outlines', `${found.value.length} segmentation objects`);
  const candidates = await Promise.all(found.value.map((instance) => candidatesOf(study, instance, dicomweb, deadline)));
  const readable: Candidate[] = [];
  for (const list of candidates) {
    if ('kind' in list) return list;
    readable.push(...list);
  }
  const chosen = chooseOutline(readable);
  if (chosen === undefined)
    return readable.length === 0 ? notProduced('no-outline') : notProduced('several-outlines', `${readable.length} segments`);
  return reference(study, chosen.instance, chosen.segment.number);
}

interface Candidate extends OutlineCandidate {
  readonly instance: InstanceAddress;
}

function reference(
  study: StudyReference,
  { archive, seriesUid, sopInstanceUid }: InstanceAddress,
  segmentNumber: number,
): OutlineReference {
  return { study, archive, seriesUid, sopInstanceUid, segmentNumber };
}

async function candidatesOf(
  study: StudyReference,
  instance: InstanceAddress,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<readonly Candidate[] | NotProduced> {
  const metadata = await dicomweb.metadata(instance, deadline);
  if (metadata.kind === 'not-produced') return metadata;
  const problem = identityProblem(metadata.value, study, instance.sopInstanceUid);
  if (problem !== undefined) return problem;
  const date = text(metadata.value, TAG.ContentDate);
  const created = date === undefined ? {} : { created: `${date}${text(metadata.value, TAG.ContentTime) ?? ''}` };
  return readSegments(metadata.value).map((segment) => ({ instance, segment, ...created }));
}

type Found = Promise<Answer<readonly InstanceAddress[]> | NotProduced>;

async function segmentationInstances(study: StudyReference, dicomweb: Dicomweb, deadline: Deadline): Found {
  const listed = study.series.filter(({ modality }) => modality === 'SEG');
  const series = listed.length > 0 ? { kind: 'answer' as const, value: listed } : await searchedSeries(study, dicomweb, deadline);
  if (series.kind === 'not-produced') return series;
  if (series.value.length > MAX_COMPARED) return notProduced('several-outlines', `${series.value.length} segmentation series`);
  const perSeries = await Promise.all(series.value.map((entry) => instancesOf(study, entry, dicomweb, deadline)));
  const instances = new Map<string, InstanceAddress>();
  for (const answer of perSeries) {
    if (answer.kind === 'not-produced') return answer;
    for (const instance of answer.value) instances.set(instance.sopInstanceUid, instance);
  }
  return { kind: 'answer', value: [...instances.values()] };
}

async function searchedSeries(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<Answer<readonly SeriesReference[]> | NotProduced> {
  const answer = await dicomweb.searchSeries(study.archive, study.studyUid, 'SEG', deadline);
  if (answer.kind === 'not-produced') return answer;
  const value = answer.value.flatMap((attributes) => {
    const seriesUid = uid(attributes, TAG.SeriesInstanceUid);
    // Some archives ignore the filter.
    return seriesUid === undefined || text(attributes, TAG.Modality) !== 'SEG'
      ? []
      : [{ seriesUid, modality: 'SEG', instances: [] }];
  });
  return { kind: 'answer', value };
}

async function instancesOf(study: StudyReference, series: SeriesReference, dicomweb: Dicomweb, deadline: Deadline): Found {
  const archive = series.archive ?? study.archive;
  const address = (sopInstanceUid: string): InstanceAddress => ({
    archive,
    studyUid: study.studyUid,
    seriesUid: series.seriesUid,
    sopInstanceUid,
  });
  if (series.instances.length > 0)
    return { kind: 'answer', value: series.instances.map(({ sopInstanceUid }) => address(sopInstanceUid)) };
  const answer = await dicomweb.searchInstances(archive, study.studyUid, series.seriesUid, deadline);
  if (answer.kind === 'not-produced') return answer;
  return { kind: 'answer', value: answer.value.flatMap((attributes) => uid(attributes, TAG.SopInstanceUid) ?? []).map(address) };
}
