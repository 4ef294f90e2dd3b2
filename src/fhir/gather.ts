/**
 * Makes one PatientRecord from prefetch and, for the keys that prefetch does not answer, from the FHIR server
 * (CDS Hooks 2.0 prefetch: key absent, null and empty Bundle are three states; a partial prefetch is completed).
 */
import { type Deadline, type PatientRecord, ServiceError, withinDeadline } from '../core/index.ts';
import type { FhirClient } from './client.ts';
import type { ReadResource } from './schemas.ts';
import { readSearchResult, type SearchResult } from './search-result.ts';

export interface GatherRequest {
  readonly patientId: string;
  /** Prefetch key -> query with its tokens already filled in. */
  readonly queries: Readonly<Record<string, string>>;
  /** Keys without which no assessment is possible. */
  readonly required: ReadonlySet<string>;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly client: FhirClient | undefined;
}

export interface GatherDeadlines {
  /** How long to wait for required keys ... */
  readonly required: Deadline;
  /** ... and for the others, which are then marked incomplete. */
  readonly optional: Deadline;
}

const FAILED: SearchResult = { kind: 'failed' };

/** Throws ServiceError (`missing-data`, `fhir-refused`, `fhir-unavailable`) where a required key cannot be had. */
export async function gather(request: GatherRequest, deadlines: GatherDeadlines): Promise<PatientRecord> {
  const answers = await Promise.all(
    Object.entries(request.queries).map(async ([key, query]) => {
      const isRequired = request.required.has(key);
      const deadline = isRequired ? deadlines.required : deadlines.optional;
      const answer = await answerFor(key, query, isRequired, request, deadline);
      return { type: queriedType(query), answer };
    }),
  );
  const record = toRecord(request.patientId, answers);
  const patientKey = Object.keys(request.queries).find((key) => queriedType(request.queries[key]!) === 'Patient');
  if (patientKey !== undefined && request.required.has(patientKey) && record.patient === undefined) {
    throw new ServiceError('missing-data', 'The patient of the context was not found.', { field: `prefetch.${patientKey}` });
  }
  return record;
}

async function answerFor(
  key: string,
  query: string,
  isRequired: boolean,
  request: GatherRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const given = Object.hasOwn(request.prefetch, key) ? readSearchResult(request.prefetch[key]) : undefined;
  if (given?.kind === 'found' && (given.next === undefined || request.client === undefined)) return given;
  const { client } = request;
  if (client === undefined) {
    if (!isRequired) return FAILED;
    throw new ServiceError(
      'missing-data',
      `Prefetch has no usable "${key}" and the request names no fhirServer to read it from.`,
      {
        field: `prefetch.${key}`,
      },
    );
  }
  const fetched = client.query(query, deadline);
  if (!isRequired) {
    // A late or failed optional search is marked incomplete; its rejection is thereby handled.
    return withinDeadline(
      fetched.catch(() => FAILED),
      deadline,
      FAILED,
    );
  }
  try {
    const answer = await fetched;
    if (answer.kind === 'found') return answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError(error.code, `"${key}" could not be read: ${error.message}`, {
      field: `prefetch.${key}`,
      cause: error,
    });
  }
  throw new ServiceError('missing-data', `The FHIR server gave no usable answer for "${key}".`, { field: `prefetch.${key}` });
}

function queriedType(query: string): string {
  return /^[A-Za-z]+/.exec(query)?.[0] ?? '';
}

interface Answer {
  readonly type: string;
  readonly answer: SearchResult;
}

function toRecord(patientId: string, answers: readonly Answer[]): PatientRecord {
  const searched = new Map<string, { type: string; count: number; complete: boolean }>();
  const unique = new Map<string, ReadResource>();
  for (const { type, answer } of answers) {
    const row = searched.get(type) ?? { type, count: 0, complete: true };
    searched.set(type, row);
    if (answer.kind === 'failed') {
      row.complete = false;
      continue;
    }
    if (answer.unreadable > 0 || answer.next !== undefined) row.complete = false;
    for (const resource of answer.resources) {
      // A search answers only with the type asked for; anything else was not advertised and is not trusted.
      if (resource.resourceType !== type || !belongsTo(resource, patientId)) continue;
      row.count += 1;
      unique.set(`${resource.resourceType}/${resource.id ?? `#${unique.size}`}`, resource);
    }
  }
  const all = [...unique.values()];
  const ofType = <T extends ReadResource['resourceType']>(type: T) =>
    all.filter((resource): resource is Extract<ReadResource, { resourceType: T }> => resource.resourceType === type);
  const patient = ofType('Patient')[0];
  return {
    patientId,
    ...(patient === undefined ? {} : { patient }),
    conditions: ofType('Condition'),
    observations: ofType('Observation'),
    serviceRequests: ofType('ServiceRequest'),
    medicationRequests: ofType('MedicationRequest'),
    procedures: ofType('Procedure'),
    specimens: ofType('Specimen'),
    diagnosticReports: ofType('DiagnosticReport'),
    imagingStudies: ofType('ImagingStudy'),
    endpoints: ofType('Endpoint'),
    searched: [...searched.values()],
  };
}

/** Resources of another patient are never used, whoever sent them. */
function belongsTo(resource: ReadResource, patientId: string): boolean {
  switch (resource.resourceType) {
    case 'Patient':
      return resource.id === patientId;
    case 'Endpoint':
      return true;
    case 'Condition':
    case 'Observation':
    case 'ServiceRequest':
    case 'MedicationRequest':
    case 'Procedure':
    case 'Specimen':
    case 'DiagnosticReport':
    case 'ImagingStudy':
      return refersToPatient(resource.subject?.reference, patientId);
  }
}

export function refersToPatient(reference: string | undefined, patientId: string): boolean {
  if (reference === undefined) return false;
  const [type, id] = reference.split('/_history/')[0]!.split('/').slice(-2);
  return type === 'Patient' && id === patientId;
}
