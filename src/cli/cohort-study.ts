/**
 * The study that a cohort row names, as imaging/ reads it: described by an ImagingStudy of the FHIR server, or by its Study
 * Instance UID alone. Its objects must carry the PatientID of the FHIR patient, or else the one that the row gives.
 */
import type { Endpoint, ImagingStudy } from 'fhir/r4.js';
import {
  type Deadline,
  type NotProduced,
  notProduced,
  type PatientRecord,
  ServiceError,
  type StudyReference,
} from '../core/index.ts';
import { assembleRecord, type FhirClient, recordedOutlines, selectStudy } from '../fhir/index.ts';
import type { OutlineSearch } from '../imaging/index.ts';
import type { CohortLesion } from '../training/index.ts';
import type { CohortServers } from './cohort-servers.ts';

export interface NamedStudy {
  readonly kind: 'study';
  readonly study: StudyReference;
  /** Outlines of the FHIR server. */
  readonly recorded?: NonNullable<OutlineSearch['recorded']>;
}

export async function namedStudy(
  { archived, patient }: CohortLesion,
  { archive, fhir }: CohortServers,
  deadline: Deadline,
): Promise<NamedStudy | NotProduced> {
  const { imagingStudyId, studyUid, patientId } = archived ?? {};
  if (imagingStudyId !== undefined && fhir !== undefined) {
    const described = await ofRecord(imagingStudyId, studyUid, fhir, archive, deadline).catch(unanswered);
    if (described.kind === 'not-produced' || patientId === undefined) return described;
    const own = described.study.patientIdentifiers.filter((identifier) => identifier === patientId);
    return { ...described, study: { ...described.study, patientIdentifiers: own } };
  }
  if (studyUid === undefined || archive === undefined) return notProduced('no-archive');
  const patientIdentifiers = [patientId ?? patient];
  return { kind: 'study', study: { studyUid, archive, patientIdentifiers, laterality: 'unknown', series: [] } };
}

async function ofRecord(
  id: string,
  studyUid: string | undefined,
  client: FhirClient,
  archive: string | undefined,
  deadline: Deadline,
): Promise<NamedStudy | NotProduced> {
  const imagingStudy = await read('ImagingStudy', id, client, deadline);
  if (imagingStudy === undefined) return notProduced('no-study', 'the FHIR server has no such ImagingStudy');
  const { reference = '' } = imagingStudy.subject;
  const own = reference.startsWith(`${client.base}/`) ? reference.slice(client.base.length + 1) : reference;
  const patientId = /^Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(own.split('/_history/')[0] ?? '')?.[1];
  if (patientId === undefined) return notProduced('patient-mismatch', 'the ImagingStudy names no patient of its server');
  const patient = await read('Patient', patientId, client, deadline);
  if (patient === undefined) return notProduced('patient-mismatch', 'the FHIR server has no such patient');
  const record: PatientRecord = {
    ...assembleRecord(patientId, [patient], [{ type: 'ImagingStudy', count: 1, complete: true }]),
    imagingStudies: [archive === undefined ? imagingStudy : withArchive(imagingStudy)],
    endpoints: archive === undefined ? [] : [endpointAt(archive)],
  };
  const study = await selectStudy(record, client, deadline, studyUid);
  if ('kind' in study) return study;
  return { kind: 'study', study, recorded: (until) => recordedOutlines(client, study, patientId, until) };
}

async function read<T extends 'ImagingStudy' | 'Patient'>(type: T, id: string, client: FhirClient, deadline: Deadline) {
  const answer = await client.query(`${type}/${id}`, deadline);
  if (answer.kind === 'failed') throw new ServiceError('fhir-unavailable', 'The FHIR server gave an unreadable answer.');
  return answer.resources.find(
    (resource): resource is Extract<typeof resource, { resourceType: T }> => resource.resourceType === type && resource.id === id,
  );
}

/** The archive of the command line, for an ImagingStudy without Endpoint. */
const GIVEN = 'archive-of-the-command-line';

function withArchive(study: ImagingStudy): ImagingStudy {
  const hasOwn = [study, ...(study.series ?? [])].some(({ endpoint }) => (endpoint ?? []).length > 0);
  return hasOwn ? study : { ...study, endpoint: [{ reference: `Endpoint/${GIVEN}` }] };
}

function endpointAt(address: string): Endpoint {
  return {
    resourceType: 'Endpoint',
    id: GIVEN,
    status: 'active',
    connectionType: { code: 'dicom-wado-rs' },
    payloadType: [],
    address,
  };
}

function unanswered(error: unknown): NotProduced {
  if (!(error instanceof ServiceError)) throw error;
  return notProduced('record-unavailable', error.code);
}
