/**
 * The outline of a study's lesion among the objects of its archive, else among those of the FHIR server; among both where outlines
 * may be written, since one that the archive did not take lies on the FHIR server beside those that the archive has.
 * With one segmentation and nothing else nothing is fetched and the segment stays open (`ONLY_SEGMENT`), so that a known score is
 * found without asking the archive; otherwise what the objects say of their outlines decides.
 */
import type {
  ChosenOutline,
  Deadline,
  NotProduced,
  OutlinePreference,
  OutlineReference,
  RecordedOutline,
  StudyReference,
} from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { chooseOutline } from './choose-outline.ts';
import type { Dicomweb, InstanceAddress } from './dicomweb.ts';
import { identityProblem } from './object-identity.ts';
import type { OutlineDescription } from './outline-description.ts';
import { completedBy, outlineChoice } from './outline-description.ts';
import type { OutlineInstance } from './outline-instances.ts';
import { MAX_COMPARED, outlineInstances } from './outline-instances.ts';
import { describeOutlines } from './outlines-of-object.ts';
import { describeRecorded } from './recorded-outline.ts';

/** `segmentNumber` of an outline whose object has just one; segments themselves are numbered from 1. */
export const ONLY_SEGMENT = 0;

export interface OutlineSearch {
  readonly preference?: OutlinePreference;
  /** What a clinician has chosen; anything else is left aside. */
  readonly chosen?: ChosenOutline;
  /** Outlines of the FHIR server; asked for where the archive has none, and with `askArchive`. */
  readonly recorded?: (deadline: Deadline) => Promise<readonly RecordedOutline[] | NotProduced>;
  /** Ask archive and FHIR server also where the ImagingStudy lists outlines: another may have been drawn since. */
  readonly askArchive?: boolean;
}

export async function locateOutline(
  study: StudyReference,
  dicomweb: Dicomweb,
  deadline: Deadline,
  search: OutlineSearch = {},
): Promise<OutlineReference | NotProduced> {
  const { chosen, askArchive = false } = search;
  const [found, drawn] = await Promise.all([
    outlineInstances(study, dicomweb, deadline, askArchive),
    askArchive && chosen === undefined ? recordedCandidates(study, search, dicomweb, deadline) : undefined,
  ]);
  if (found.kind === 'not-produced') return found;
  if (drawn !== undefined && 'kind' in drawn) return drawn;
  const instances = found.value;
  if (chosen !== undefined) {
    const instance = instances.find(({ sopInstanceUid }) => sopInstanceUid === chosen.sopInstanceUid);
    if (instance !== undefined) return reference(study, instance, chosen.segmentNumber);
  } else if (drawn === undefined || drawn.length === 0) {
    const [first, ...others] = instances;
    if (first?.modality === 'SEG' && others.length === 0) return reference(study, first, ONLY_SEGMENT);
  }
  const archived = chosen === undefined ? await describedInstances(study, instances, dicomweb, deadline) : [];
  if ('kind' in archived) return archived;
  const elsewhere = drawn ?? (archived.length > 0 ? [] : await recordedCandidates(study, search, dicomweb, deadline));
  if ('kind' in elsewhere) return elsewhere;
  const candidates = [...archived, ...elsewhere.filter((candidate) => !isAmong(archived, candidate))];
  return chosen === undefined ? decided(candidates, study, search.preference) : chosenAmong(candidates, chosen);
}

/** An object that the archive took after all, although it said otherwise. */
function isAmong(archived: readonly Candidate[], { reference: { sopInstanceUid } }: Candidate): boolean {
  return archived.some(({ reference: own }) => own.sopInstanceUid === sopInstanceUid);
}

interface Candidate {
  readonly description: OutlineDescription;
  readonly reference: OutlineReference;
}

function decided(
  candidates: readonly Candidate[],
  study: StudyReference,
  preference: OutlinePreference | undefined,
): OutlineReference | NotProduced {
  if (candidates.length === 0) return notProduced('no-outline');
  const chosen = chooseOutline(candidates, preference, study.laterality);
  if (chosen !== undefined) return chosen.reference;
  const outlines = candidates.map(({ description, reference: { sopInstanceUid } }) => outlineChoice(description, sopInstanceUid));
  return { ...notProduced('several-outlines', `${candidates.length} outlines`), outlines };
}

function chosenAmong(candidates: readonly Candidate[], chosen: ChosenOutline): OutlineReference | NotProduced {
  const found = candidates.find(
    ({ description, reference: { sopInstanceUid } }) =>
      sopInstanceUid === chosen.sopInstanceUid &&
      (chosen.segmentNumber === ONLY_SEGMENT || chosen.segmentNumber === description.segmentNumber),
  );
  return found?.reference ?? notProduced('outline-unusable', 'the chosen outline is not in the study');
}

function reference(
  study: StudyReference,
  { archive, seriesUid, sopInstanceUid }: InstanceAddress,
  segmentNumber: number,
): OutlineReference {
  return { study, archive, seriesUid, sopInstanceUid, segmentNumber };
}

async function describedInstances(
  study: StudyReference,
  instances: readonly OutlineInstance[],
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<readonly Candidate[] | NotProduced> {
  if (instances.length > MAX_COMPARED) return notProduced('several-outlines', `${instances.length} objects with outlines`);
  const described = await Promise.all(instances.map((instance) => candidatesOf(study, instance, dicomweb, deadline)));
  const candidates: Candidate[] = [];
  for (const list of described) {
    if ('kind' in list) return list;
    candidates.push(...list);
  }
  return withoutPointers(candidates);
}

async function candidatesOf(
  study: StudyReference,
  instance: OutlineInstance,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<readonly Candidate[] | NotProduced> {
  const metadata = await dicomweb.metadata(instance, deadline);
  if (metadata.kind === 'not-produced') return metadata;
  const problem = identityProblem(metadata.value, study, instance.sopInstanceUid);
  if (problem !== undefined) return problem;
  return describeOutlines(metadata.value).map((description) => ({
    description,
    reference: reference(study, instance, description.segmentNumber),
  }));
}

/** A report that points at a segment which is here itself says more of that outline and is none of its own. */
function withoutPointers(candidates: readonly Candidate[]): readonly Candidate[] {
  const pointsAt = ({ description: { segment } }: Candidate, { reference: target, description }: Candidate): boolean =>
    segment?.sopInstanceUid === target.sopInstanceUid &&
    (segment.segmentNumber === ONLY_SEGMENT || segment.segmentNumber === description.segmentNumber);
  const drawn = candidates.filter(({ description }) => description.segment === undefined);
  const pointers = candidates.filter(({ description }) => description.segment !== undefined);
  const orphans = pointers.filter((pointer) => !drawn.some((candidate) => pointsAt(pointer, candidate)));
  const completed = drawn.map((candidate) => {
    const report = pointers.find((pointer) => pointsAt(pointer, candidate));
    return report === undefined
      ? candidate
      : { ...candidate, description: completedBy(candidate.description, report.description) };
  });
  return [...completed, ...orphans];
}

async function recordedCandidates(
  study: StudyReference,
  { recorded }: OutlineSearch,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<readonly Candidate[] | NotProduced> {
  const outlines = recorded === undefined ? [] : await recorded(deadline);
  if ('kind' in outlines) return outlines;
  const candidates: Candidate[] = [];
  for (const outline of outlines) {
    const described = describeRecorded(outline, study, dicomweb.limits);
    if ('kind' in described) return described;
    candidates.push(
      ...described.map(({ description, sopInstanceUid, seriesUid }) => ({
        description,
        reference: {
          ...reference(
            study,
            { archive: study.archive, studyUid: study.studyUid, seriesUid, sopInstanceUid },
            description.segmentNumber,
          ),
          recorded: outline,
        },
      })),
    );
  }
  return withoutPointers(candidates);
}
