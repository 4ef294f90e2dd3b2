/**
 * The lesion that a cohort row names: the outline it gives, or the only one of its study. Where there are several none is taken:
 * whoever makes the table knows which lesion its HER2 result belongs to.
 */
import { type Deadline, type NotProduced, notProduced, type OutlineChoice, type OutlinePreference } from '../core/index.ts';
import {
  type Attributes,
  type Dicomweb,
  type LoadedLesion,
  loadLesion,
  locateOutline,
  ONLY_SEGMENT,
  type OutlineSearch,
  TAG,
} from '../imaging/index.ts';
import type { ArchivedLesion, OutlineName } from '../training/index.ts';
import type { NamedStudy } from './cohort-study.ts';

const UNDECIDED: OutlinePreference = { author: 'any', newest: false };

type Image = Pick<ArchivedLesion, 'seriesUid' | 'imageUid'>;

export async function namedLesion(
  named: NamedStudy,
  image: Image,
  outline: OutlineName | undefined,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<LoadedLesion | NotProduced> {
  const load = async (chosen: OutlineSearch['chosen']): Promise<LoadedLesion | NotProduced> => {
    const search: OutlineSearch = {
      preference: UNDECIDED,
      askArchive: true,
      ...(chosen === undefined ? {} : { chosen }),
      ...(named.recorded === undefined ? {} : { recorded: named.recorded }),
    };
    const located = await locateOutline(named.study, dicomweb, deadline, search);
    return 'kind' in located ? located : loadLesion(located, dicomweb, deadline);
  };
  const chosen =
    outline === undefined ? undefined : { sopInstanceUid: outline.uid, segmentNumber: outline.segmentNumber ?? ONLY_SEGMENT };
  let loaded = await load(chosen);
  if (chosen !== undefined && has(loaded, 'outline-unusable')) {
    const ofSeries = await objectOfSeries(named, chosen.sopInstanceUid, dicomweb, deadline);
    if (ofSeries !== undefined) loaded = await load({ ...chosen, sopInstanceUid: ofSeries });
  }
  if (loaded.kind === 'lesion')
    return isOn(loaded, image) ? loaded : notProduced('outline-unusable', 'it is drawn on another image');
  if (!has(loaded, 'several-outlines') || loaded.outlines === undefined) return loaded;
  return onNamedImage(loaded.outlines, image, load);
}

/** Of several outlines the one on the image that the row names, if it names one. */
async function onNamedImage(
  outlines: readonly OutlineChoice[],
  image: Image,
  load: (chosen: OutlineSearch['chosen']) => Promise<LoadedLesion | NotProduced>,
): Promise<LoadedLesion | NotProduced> {
  if (image.seriesUid === undefined && image.imageUid === undefined) return undecided(outlines);
  const found: { readonly choice: OutlineChoice; readonly loaded: LoadedLesion }[] = [];
  for (const choice of outlines) {
    const loaded = await load(choice);
    if (loaded.kind === 'lesion' && isOn(loaded, image)) found.push({ choice, loaded });
  }
  const [first, ...others] = found;
  if (first === undefined) return notProduced('no-outline', 'none is drawn on the image that the row names');
  return others.length === 0 ? first.loaded : undecided(found.map(({ choice }) => choice));
}

/** Identifiers and kinds: labels are free text, and might name a person. */
function undecided(outlines: readonly OutlineChoice[]): NotProduced {
  const names = outlines.map(({ sopInstanceUid, segmentNumber, kind, author }) => {
    const segment = segmentNumber === ONLY_SEGMENT ? '' : `#${segmentNumber}`;
    return `${sopInstanceUid}${segment} (${kind}, ${author})`;
  });
  return notProduced('several-outlines', `add a column outline with one of ${names.join(', ')}`);
}

function isOn({ lesion, quality }: LoadedLesion, { seriesUid, imageUid }: Image): boolean {
  return (
    (imageUid === undefined || lesion.source.imageSopInstanceUid === imageUid) &&
    (seriesUid === undefined || only(quality.attributes, TAG.SeriesInstanceUid) === seriesUid)
  );
}

/** The one instance of a series. */
async function objectOfSeries(
  { study }: NamedStudy,
  seriesUid: string,
  dicomweb: Dicomweb,
  deadline: Deadline,
): Promise<string | undefined> {
  if (seriesUid.includes('/')) return undefined;
  const answer = await dicomweb.searchInstances(study.archive, study.studyUid, seriesUid, deadline);
  return answer.kind === 'answer' && answer.value.length === 1 ? only(answer.value[0], TAG.SopInstanceUid) : undefined;
}

function only(attributes: Attributes | undefined, tag: (typeof TAG)['SopInstanceUid' | 'SeriesInstanceUid']): string | undefined {
  return attributes?.strings(tag)[0];
}

function has(result: LoadedLesion | NotProduced, code: 'several-outlines' | 'outline-unusable'): result is NotProduced {
  return result.kind === 'not-produced' && result.reasons.some((reason) => reason.code === code);
}
