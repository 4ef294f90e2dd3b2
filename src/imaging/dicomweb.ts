/**
 * DICOMweb client: QIDO-RS (PS3.18 10.6), WADO-RS metadata, instances and frames (10.4), STOW-RS (10.5).
 * Objects and frames are asked for in the syntax they are stored in, so that metadata describes the frame that comes and
 * the archive transcodes nothing. Archives differ in how they answer: one part without multipart is taken too.
 */
import { createHash } from 'node:crypto';
import type { Deadline, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { AllowedArchive } from './archive-addresses.ts';
import { archiveAddresses } from './archive-addresses.ts';
import type { Answer, AskArchive } from './archive-request.ts';
import { allBytes, BadAnswer, createAskArchive } from './archive-request.ts';
import { firstPart, frameSyntax } from './archived-part.ts';
import type { Attributes } from './attributes.ts';
import { isUid } from './attributes.ts';
import type { ImagingLimits } from './imaging-limits.ts';
import { DEFAULT_LIMITS } from './imaging-limits.ts';
import { jsonAttributes } from './json-attributes.ts';
import { writeMultipart } from './multipart.ts';
import { TAG } from './tag.ts';

export interface DicomwebOptions {
  readonly allow: readonly AllowedArchive[];
  readonly fetch?: typeof globalThis.fetch;
  readonly limits?: Partial<ImagingLimits>;
}

export interface InstanceAddress {
  readonly archive: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopInstanceUid: string;
}

export interface ArchivedFrame {
  readonly bytes: Uint8Array;
  /** As the answer states it. */
  readonly transferSyntax: string;
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
  /** One frame, counted from 1. */
  frame(instance: InstanceAddress, frame: number, deadline: Deadline): Result<ArchivedFrame>;
  /** Stores part 10 objects; the value is how many the archive took. */
  store(archive: string, objects: readonly Uint8Array[], deadline: Deadline): Result<number>;
}

const JSON_TYPE = 'application/dicom+json';

export function createDicomweb(options: DicomwebOptions): Dicomweb {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const ask = createAskArchive(archiveAddresses(options.allow), options.fetch ?? globalThis.fetch);
  const search = (archive: string, path: string, deadline: Deadline): Result<readonly Attributes[]> =>
    ask({ archive, path, accept: JSON_TYPE, maxBytes: limits.maxJsonBytes, deadline, read: readDatasets });
  return {
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
        const found = await search(instance.archive, `${pathOf(instance)}/metadata`, deadline);
        return found.kind === 'answer' ? one(found.value) : found;
      }),
    instance: (instance, deadline) => withUids(uidsOf(instance), () => retrieve(ask, limits, instance, deadline)),
    frame: (instance, frame, deadline) => withUids(uidsOf(instance), () => retrieveFrame(ask, limits, instance, frame, deadline)),
    store: (archive, objects, deadline) => store(ask, limits, archive, objects, deadline),
  };
}

/** UIDs come from FHIR resources and other objects, and go into addresses. */
async function withUids<T>(uids: readonly string[], request: () => Result<T>): Result<T> {
  return uids.every(isUid) ? request() : notProduced('archive-bad-answer', 'not a UID');
}

function uidsOf({ studyUid, seriesUid, sopInstanceUid }: InstanceAddress): readonly string[] {
  return [studyUid, seriesUid, sopInstanceUid];
}

function pathOf({ studyUid, seriesUid, sopInstanceUid }: InstanceAddress): string {
  return `studies/${studyUid}/series/${seriesUid}/instances/${sopInstanceUid}`;
}

/** QIDO-RS answers 204 where nothing matches. */
async function readDatasets(response: Response, body: AsyncIterable<Uint8Array>): Promise<readonly Attributes[]> {
  const bytes = await allBytes(body);
  if (response.status === 204 || bytes.length === 0) return [];
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (!Array.isArray(value)) throw new BadAnswer('JSON is not a list of data sets');
  return value.map((entry: unknown) => {
    const attributes = jsonAttributes(entry);
    if (attributes === undefined) throw new BadAnswer('JSON is not a list of data sets');
    return attributes;
  });
}

function one(datasets: readonly Attributes[]): Answer<Attributes> | NotProduced {
  const [value, ...others] = datasets;
  return value === undefined || others.length > 0
    ? notProduced('archive-bad-answer', `${datasets.length} data sets for one instance`)
    : { kind: 'answer', value };
}

async function retrieve(
  ask: AskArchive,
  limits: ImagingLimits,
  instance: InstanceAddress,
  deadline: Deadline,
): Result<Uint8Array> {
  return ask({
    archive: instance.archive,
    path: pathOf(instance),
    accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
    maxBytes: limits.maxObjectBytes,
    deadline,
    read: async (response, body) => (await firstPart(response, body, limits.maxParts)).body,
  });
}

async function retrieveFrame(
  ask: AskArchive,
  limits: ImagingLimits,
  instance: InstanceAddress,
  frame: number,
  deadline: Deadline,
): Result<ArchivedFrame> {
  return ask({
    archive: instance.archive,
    path: `${pathOf(instance)}/frames/${frame}`,
    accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*',
    maxBytes: limits.maxObjectBytes,
    deadline,
    read: async (response, body) => {
      const part = await firstPart(response, body, limits.maxParts);
      return { bytes: part.body, transferSyntax: frameSyntax(part, response) };
    },
  });
}

async function store(
  ask: AskArchive,
  limits: ImagingLimits,
  archive: string,
  objects: readonly Uint8Array[],
  deadline: Deadline,
): Result<number> {
  const digest = createHash('sha256');
  for (const object of objects) digest.update(object);
  const boundary = `part-${digest.digest('hex').slice(0, 40)}`;
  const stored = await ask({
    archive,
    path: 'studies',
    accept: JSON_TYPE,
    body: {
      contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
      bytes: writeMultipart(objects, boundary),
    },
    maxBytes: limits.maxJsonBytes,
    deadline,
    read: async (_response, body) => {
      const answer = jsonAttributes(JSON.parse((await allBytes(body)).toString('utf8')));
      return answer?.items(TAG.ReferencedSopSequence).length ?? 0;
    },
  });
  if (stored.kind === 'answer' && stored.value !== objects.length) {
    return notProduced('archive-refused', `${stored.value} of ${objects.length} objects stored`);
  }
  return stored;
}
