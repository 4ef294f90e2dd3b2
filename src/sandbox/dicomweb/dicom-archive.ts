/**
 * The instances of the embedded archive, in memory, by study, series and SOP instance UID. An instance never changes:
 * storing the same bytes again succeeds, other bytes under its UID are refused (failure reason 0111).
 */
import { type DicomJson, firstText } from './dicom-json.ts';
import { type DicomFile, readDataset, UnreadableDicom } from './read-dataset.ts';

export interface ArchivedInstance extends DicomFile {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  /** The part 10 file as it was stored. */
  readonly file: Uint8Array;
}

export type StoreResult =
  | { readonly kind: 'stored'; readonly instance: ArchivedInstance }
  | { readonly kind: 'refused'; readonly reason: number; readonly dataset?: DicomJson };

const UID = /^(0|[1-9]\d*)(\.\d+)*$/;
const MAX_INSTANCES = 20_000;
const MAX_TOTAL_BYTES = 2 * 1024 ** 3;

export class DicomArchive {
  readonly #instances = new Map<string, ArchivedInstance>();
  #totalBytes = 0;

  /** Stores one part 10 file, for `studyUid` where the request names a study (PS3.18 10.5). */
  store(sent: Uint8Array, studyUid?: string): StoreResult {
    const file = Uint8Array.from(sent);
    let read: DicomFile;
    try {
      read = readDataset(file);
    } catch (error) {
      if (error instanceof UnreadableDicom) return { kind: 'refused', reason: error.reason };
      throw error;
    }
    const { dataset } = read;
    const study = firstText(dataset, '0020000D');
    const series = firstText(dataset, '0020000E');
    const instance = firstText(dataset, '00080018');
    const sopClass = firstText(dataset, '00080016');
    if (!isUid(study) || !isUid(series) || !isUid(instance) || !isUid(sopClass))
      return { kind: 'refused', reason: 0xc000, dataset };
    if (studyUid !== undefined && study !== studyUid) return { kind: 'refused', reason: 0xa900, dataset };
    const existing = this.#instances.get(instance);
    if (existing !== undefined)
      return Buffer.compare(existing.file, file) === 0
        ? { kind: 'stored', instance: existing }
        : { kind: 'refused', reason: 0x0111, dataset };
    if (this.#instances.size >= MAX_INSTANCES || this.#totalBytes + file.length > MAX_TOTAL_BYTES)
      return { kind: 'refused', reason: 0xa700, dataset };
    const stored: ArchivedInstance = {
      ...read,
      studyUid: study,
      seriesUid: series,
      sopInstanceUid: instance,
      sopClassUid: sopClass,
      file,
    };
    this.#instances.set(instance, stored);
    this.#totalBytes += file.length;
    return { kind: 'stored', instance: stored };
  }

  /** Every instance, or those of a study, a series, or one; in order of arrival. */
  instances(studyUid?: string, seriesUid?: string, sopInstanceUid?: string): ArchivedInstance[] {
    return [...this.#instances.values()].filter(
      (instance) =>
        (studyUid === undefined || instance.studyUid === studyUid) &&
        (seriesUid === undefined || instance.seriesUid === seriesUid) &&
        (sopInstanceUid === undefined || instance.sopInstanceUid === sopInstanceUid),
    );
  }
}

function isUid(value: string | undefined): value is string {
  return value !== undefined && value.length <= 64 && UID.test(value);
}
