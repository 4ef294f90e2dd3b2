/**
 * DICOMweb client: QIDO-RS (PS3.18 10.6), WADO-RS metadata, instances, frames and bulk data (10.4), STOW-RS (10.5).
 * Objects are asked for in the syntax they are stored in, so that metadata describes what comes. Archives differ in how they
 * answer: one part without multipart is taken too.
 */
import type { Deadline, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { oneDataset, readDatasets } from './answered-datasets.ts';
import type { AllowedArchive } from './archive-addresses.ts';
import { archiveAddresses } from './archive-addresses.ts';
import { archiveConnections } from './archive-connections.ts';
import type { Answer } from './archive-request.ts';
import { createAskArchive } from './archive-request.ts';
import type { Attributes } from './attributes.ts';
import { isUid } from './attributes.ts';
import type { FramePreference } from './frame-media-types.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import type { ArchivedFrame, InstanceAddress } from './retrieve-objects.ts';
import { instancePath, retrieveBulkData, retrieveFrame, retrieveObject, turnOf } from './retrieve-objects.ts';
import { storeObjects } from './store-objects.ts';
import { createTurns } from './turns.ts';

export type { ArchivedFrame, InstanceAddress } from './retrieve-objects.ts';

export interface DicomwebOptions {
  readonly allow: readonly AllowedArchive[];
  /** In place of connections of the client's own. */
  readonly fetch?: typeof globalThis.fetch;
  readonly limits?: Partial<ImagingLimits>;
  /** From 0 to below 1, for the jitter of retries. */
  readonly random?: () => number;
}

type Result<T> = Promise<Answer<T> | NotProduced>;

export interface Dicomweb {
  readonly limits: ImagingLimits;
  /** Series of a study; `modality` narrows them. */
  searchSeries(archive: string, studyUid: string, modality: string, deadline: Deadline): Result<readonly Attributes[]>;
  searchInstances(archive: string, studyUid: string, seriesUid: string, deadline: Deadline): Result<readonly Attributes[]>;
  /** Which series of the study holds the instance: instances of the study with that UID. */
  findInstance(archive: string, studyUid: string, sopInstanceUid: string, deadline: Deadline): Result<readonly Attributes[]>;
  /** All attributes but bulk data. */
  metadata(instance: InstanceAddress, deadline: Deadline): Result<Attributes>;
  /** The part 10 object as stored. */
  instance(instance: InstanceAddress, deadline: Deadline): Result<Uint8Array>;
  /** One frame, counted from 1; in the stored syntax unless another is preferred. */
  frame(instance: InstanceAddress, frame: number, deadline: Deadline, preference?: FramePreference): Result<ArchivedFrame>;
  /** Stores part 10 objects; the value is how many the archive took. */
  store(archive: string, objects: readonly Uint8Array[], deadline: Deadline): Result<number>;
}

/** A Dicomweb with connections of its own. */
export interface DicomwebClient extends Dicomweb {
  /** Bulk data of an object by the BulkDataURI of its metadata (PS3.18 10.4.1.1.5), relative or whole. */
  bulkData(archive: string, studyUid: string, uri: string, deadline: Deadline): Result<Uint8Array>;
  close(): Promise<void>;
}

const JSON_TYPE = 'application/dicom+json';
/** Archives serve one study from one disk: more at a time only queue up there, and leave other studies waiting. */
const REQUESTS_PER_STUDY = 6;

/** Throws ServiceError `bad-configuration` for an address or a certificate that cannot be used. */
export function createDicomweb(options: DicomwebOptions): DicomwebClient {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { fetch: given, random = Math.random } = options;
  const addresses = archiveAddresses(options.allow);
  const connections = archiveConnections(given === undefined ? options.allow : []);
  const ask = createAskArchive({
    addresses,
    fetchOf: given === undefined ? connections.fetchOf : () => given,
    turns: createTurns(REQUESTS_PER_STUDY),
    random,
  });
  const search = (archive: string, path: string, deadline: Deadline): Result<readonly Attributes[]> =>
    ask({
      archive,
      path,
      accept: [JSON_TYPE],
      turn: turnOf(archive, path.split('/')[1]),
      maxBytes: limits.maxJsonBytes,
      deadline,
      read: readDatasets,
    });
  return {
    close: connections.close,
    bulkData: (archive, studyUid, uri, deadline) => retrieveBulkData(ask, limits, { archive, studyUid, uri }, deadline),
    limits,
    searchSeries: (archive, studyUid, modality, deadline) =>
      withUids([studyUid], () =>
        search(archive, `studies/${studyUid}/series?Modality=${encodeURIComponent(modality)}`, deadline),
      ),
    searchInstances: (archive, studyUid, seriesUid, deadline) =>
      withUids([studyUid, seriesUid], () => search(archive, `studies/${studyUid}/series/${seriesUid}/instances`, deadline)),
    findInstance: (archive, studyUid, sopInstanceUid, deadline) =>
      withUids([studyUid, sopInstanceUid], () =>
        search(archive, `studies/${studyUid}/instances?SOPInstanceUID=${sopInstanceUid}`, deadline),
      ),
    metadata: (instance, deadline) =>
      withUids(uidsOf(instance), async () => {
        const found = await search(instance.archive, `${instancePath(instance)}/metadata`, deadline);
        return found.kind === 'answer' ? oneDataset(found.value) : found;
      }),
    instance: (instance, deadline) => withUids(uidsOf(instance), () => retrieveObject(ask, limits, instance, deadline)),
    frame: (instance, frame, deadline, preference = 'stored') =>
      withUids(uidsOf(instance), () => retrieveFrame(ask, limits, instance, { frame, preference }, deadline)),
    store: (archive, objects, deadline) => storeObjects(ask, limits, archive, objects, deadline),
  };
}

/** UIDs come from FHIR resources and other objects, and go into addresses. */
async function withUids<T>(uids: readonly string[], request: () => Result<T>): Result<T> {
  return uids.every(isUid) ? request() : notProduced('archive-bad-answer', 'not a UID');
}

function uidsOf({ studyUid, seriesUid, sopInstanceUid }: InstanceAddress): readonly string[] {
  return [studyUid, seriesUid, sopInstanceUid];
}
