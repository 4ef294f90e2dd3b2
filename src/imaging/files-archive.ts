/** DICOM files as an archive: the same reading of a study that lies in a folder as of one behind DICOMweb. Nothing is stored. */
import { notProduced } from '../core/index.ts';
import type { Answer } from './archive-request.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import type { Dicomweb } from './dicomweb.ts';
import { DEFAULT_LIMITS, type ImagingLimits } from './imaging-limits.ts';
import { parseDicom } from './parse-dicom.ts';
import { TAG } from './tag.ts';

interface FiledObject {
  readonly bytes: Uint8Array;
  readonly attributes: Attributes;
}

export interface FilesArchive extends Dicomweb {
  /** One data set for each file that is a DICOM object. */
  readonly datasets: readonly Attributes[];
}

export function filesArchive(files: readonly Uint8Array[], limits: ImagingLimits = DEFAULT_LIMITS): FilesArchive {
  const objects = files.flatMap((bytes): FiledObject[] => {
    const object = parseDicom(bytes, limits);
    return object.kind === 'unreadable' ? [] : [{ bytes, attributes: object.attributes }];
  });
  const answer = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ kind: 'answer', value });
  const absent = () => Promise.resolve(notProduced('archive-bad-answer', 'not among the files'));
  const datasetsWith = (...wanted: readonly (readonly [typeof TAG.StudyInstanceUid, string])[]): readonly Attributes[] =>
    objects
      .map(({ attributes }) => attributes)
      .filter((attributes) => wanted.every(([tag, value]) => text(attributes, tag) === value));
  const object = (sopInstanceUid: string): FiledObject | undefined =>
    objects.find(({ attributes }) => text(attributes, TAG.SopInstanceUid) === sopInstanceUid);
  return {
    limits,
    datasets: objects.map(({ attributes }) => attributes),
    searchSeries: (_archive, studyUid, modality) =>
      answer(oneOfEachSeries(datasetsWith([TAG.StudyInstanceUid, studyUid]), modality)),
    searchInstances: (_archive, studyUid, seriesUid) =>
      answer(datasetsWith([TAG.StudyInstanceUid, studyUid], [TAG.SeriesInstanceUid, seriesUid])),
    findInstance: (_archive, studyUid, sopInstanceUid) =>
      answer(datasetsWith([TAG.StudyInstanceUid, studyUid], [TAG.SopInstanceUid, sopInstanceUid])),
    metadata: async ({ sopInstanceUid }) => {
      const found = object(sopInstanceUid);
      return found === undefined ? absent() : answer(found.attributes);
    },
    instance: async ({ sopInstanceUid }) => {
      const found = object(sopInstanceUid);
      return found === undefined ? absent() : answer(found.bytes);
    },
    // A reader that cannot have one frame alone takes the whole object.
    frame: absent,
    store: () => Promise.resolve(notProduced('archive-refused', 'files are only read')),
  };
}

function oneOfEachSeries(datasets: readonly Attributes[], modality: string): readonly Attributes[] {
  const wanted = datasets.filter((attributes) => text(attributes, TAG.Modality) === modality);
  return [...new Map(wanted.map((attributes) => [text(attributes, TAG.SeriesInstanceUid), attributes])).values()];
}
