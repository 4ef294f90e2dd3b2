/**
 * Outlines that the FHIR server holds for one imaging study: DocumentReference and Media with a DICOM object or a PNG mask, and
 * ImagingSelection (R5, or Basic in R4). Only resources of this patient and this study count. What a server does not know or
 * does not let the caller read holds no outlines; a server that does not answer is a reason.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Deadline, NotProduced, RecordedOutline, StudyReference } from '../core/index.ts';
import { fingerprint, isTooDeep, notProduced, ServiceError } from '../core/index.ts';
import { type AttachedFile, attachedFiles } from './attached-files.ts';
import type { FhirClient } from './client.ts';
import { selectedRegions } from './imaging-selection.ts';
import { isOfPatient, isOfStudy, type OutlineContext } from './outline-context.ts';

const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;
/** Of one type for one patient. */
const MAX_RESOURCES = 200;
/** One attachment: a SEG of one ultrasound frame has well under a megabyte. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** More outlines than this a clinician does not choose from. */
const MAX_FILES = 8;

const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z
    .array(z.looseObject({ resource: z.unknown() }))
    .max(1000)
    .optional(),
  link: z
    .array(z.looseObject({ relation: z.string() }))
    .max(20)
    .optional(),
});

/** Throws nothing but programming errors: every failure of the server is `record-unavailable`. */
export async function recordedOutlines(
  client: FhirClient,
  study: StudyReference,
  patientId: string,
  deadline: Deadline,
): Promise<readonly RecordedOutline[] | NotProduced> {
  const context: OutlineContext = { study, patientId, base: client.base };
  const patient = encodeURIComponent(patientId);
  try {
    const [documents, media, selections, basics] = await Promise.all([
      searched(client, `DocumentReference?patient=${patient}&contenttype=application/dicom,image/png`, deadline),
      searched(client, `Media?patient=${patient}`, deadline),
      searched(client, `ImagingSelection?patient=${patient}`, deadline),
      searched(client, `Basic?patient=${patient}&code=ImagingSelection`, deadline),
    ]);
    const files = [...documents, ...media].flatMap((resource) => attachedFiles(resource, context));
    if (files.length > MAX_FILES) return notProduced('several-outlines', `${files.length} documents with outlines`);
    const fetched = await Promise.all(files.map((file) => fetchFile(client, file, deadline)));
    const regions = [...selections, ...basics].flatMap((resource) => regionsOf(resource, context));
    return [...fetched.filter((outline) => outline !== undefined), ...regions];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return notProduced('record-unavailable', `outlines: ${error.code}`);
  }
}

async function searched(client: FhirClient, address: string, deadline: Deadline): Promise<readonly unknown[]> {
  const page = `${address}&_count=${MAX_RESOURCES}`;
  const answer = await client.send({ address: page, accept: 'application/fhir+json', maxBytes: MAX_BUNDLE_BYTES }, deadline);
  refuseBusy(answer.status);
  if (answer.status !== 200) return [];
  if (isTooDeep(Buffer.from(answer.bytes))) return [];
  const parsed = bundle.safeParse(parseJson(answer.bytes));
  if (!parsed.success) return [];
  // One of the outlines on the pages after this may be the better one.
  if (parsed.data.link?.some(({ relation }) => relation === 'next'))
    throw new ServiceError('fhir-unavailable', 'The FHIR server holds more documents of the patient than are read.');
  return (parsed.data.entry ?? []).map(({ resource }) => resource);
}

/** Too many requests is no answer either. */
function refuseBusy(status: number): void {
  if (status >= 500 || status === 429) throw new ServiceError('fhir-unavailable', `The FHIR server answered ${status}.`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new ServiceError('fhir-unavailable', 'The FHIR server gave an unreadable answer.', { cause });
  }
}

async function fetchFile(client: FhirClient, file: AttachedFile, deadline: Deadline): Promise<RecordedOutline | undefined> {
  const { data, url, contentType, ...recorded } = file;
  const bytes = data === undefined ? await fetchBytes(client, url ?? '', contentType, deadline) : Buffer.from(data, 'base64');
  if (bytes === undefined || bytes.length === 0 || bytes.length > MAX_FILE_BYTES) return undefined;
  // With what the resource says of the file: a mask that is corrected to be of another image or side is another outline.
  const sha256 = createHash('sha256').update(JSON.stringify(recorded)).update(bytes).digest('hex');
  return { ...recorded, bytes: new Uint8Array(bytes), sha256 };
}

const binary = z.looseObject({ resourceType: z.literal('Binary'), data: z.string() });

/** A Binary comes as it is, or as a resource with its data in base64. Files on other servers are not fetched. */
async function fetchBytes(
  client: FhirClient,
  address: string,
  contentType: string,
  deadline: Deadline,
): Promise<Uint8Array | undefined> {
  const relative = /^[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(\/\$?[A-Za-z]+)?$/.test(address);
  if (!relative && !address.startsWith(`${client.base}/`)) return undefined;
  const answer = await client.send({ address, accept: contentType, maxBytes: 2 * MAX_FILE_BYTES }, deadline);
  refuseBusy(answer.status);
  if (answer.status !== 200) return undefined;
  if (!answer.contentType.includes('json')) return answer.bytes;
  const parsed = binary.safeParse(parseJson(answer.bytes));
  return parsed.success ? Buffer.from(parsed.data.data, 'base64') : undefined;
}

function regionsOf(resource: unknown, context: OutlineContext): readonly RecordedOutline[] {
  const selection = selectedRegions(resource);
  if (selection === undefined || !isOfPatient(selection.subject, context)) return [];
  const { studyUid, derivedFrom, subject: _, ...drawn } = selection;
  const references = derivedFrom.map((reference) => ({ reference }));
  if (studyUid === undefined ? !isOfStudy(references, context) : studyUid !== context.study.studyUid) return [];
  const { resourceType, id } = resource as { resourceType: string; id?: unknown };
  const sha256 = fingerprint(drawn);
  return typeof id === 'string' ? [{ kind: 'regions', reference: `${resourceType}/${id}`, sha256, ...drawn }] : [];
}
