/**
 * Makes one PatientRecord from prefetch and, for the keys that prefetch does not answer, from the FHIR server
 * (CDS Hooks 2.0 prefetch: key absent, null and empty Bundle are three states; a partial prefetch is completed).
 */
import { type Deadline, type PatientRecord, ServiceError, withinDeadline } from '../core/index.ts';
import type { FhirClient } from './client.ts';
import { assembleRecord, belongsTo } from './patient-record.ts';
import type { ReadResource } from './schemas.ts';
import { isComplete, readSearchResult, type SearchResult } from './search-result.ts';

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
  /** For everything that tissue-based advice rests on. */
  readonly record: Deadline;
  /** For the imaging records, which only the research line needs. */
  readonly imaging: Deadline;
}

/** Types that say nothing about tissue. */
const IMAGING_TYPES = new Set(['ImagingStudy', 'Endpoint']);

const FAILED = { kind: 'failed' } satisfies SearchResult;

/** Throws ServiceError (`missing-data`, `fhir-refused`, `fhir-unavailable`) where a required key cannot be had. */
export async function gather(request: GatherRequest, deadlines: GatherDeadlines): Promise<PatientRecord> {
  const answers = await Promise.all(
    Object.entries(request.queries).map(async ([key, query]) => {
      const isRequired = request.required.has(key);
      const type = queriedType(query);
      const deadline = IMAGING_TYPES.has(type) ? deadlines.imaging : deadlines.record;
      return { type, answer: await answerFor(key, query, isRequired, request, deadline) };
    }),
  );
  const record = toRecord(request.patientId, request.client?.base, answers);
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
  const given = Object.hasOwn(request.prefetch, key) ? readSearchResult(request.prefetch[key]) : FAILED;
  if (given.kind === 'found' && isComplete(given)) return given;
  const { client } = request;
  if (client === undefined) {
    if (given.kind === 'found' || !isRequired) return given;
    throw new ServiceError(
      'missing-data',
      `Prefetch has no usable "${key}" and the request names no fhirServer to read it from.`,
      {
        field: `prefetch.${key}`,
      },
    );
  }
  const fetched = client.query(query, deadline);
  if (given.kind === 'found' || !isRequired) {
    // A late or failed search leaves what prefetch gave, or nothing: either way marked incomplete.
    const answer = await withinDeadline(
      fetched.catch(() => FAILED),
      deadline,
      FAILED,
    );
    return answer.kind === 'found' ? answer : given;
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

function toRecord(patientId: string, base: string | undefined, answers: readonly Answer[]): PatientRecord {
  const searched = new Map<string, { type: string; count: number; complete: boolean }>();
  const own: ReadResource[] = [];
  for (const { type, answer } of answers) {
    const row = searched.get(type) ?? { type, count: 0, complete: true };
    searched.set(type, row);
    if (answer.kind === 'failed' || !isComplete(answer)) row.complete = false;
    for (const resource of answer.kind === 'failed' ? [] : answer.resources) {
      // A search answers with the type asked for and for the patient asked for: whatever else it holds is not used,
      // and an answer with such things in it is not taken for the whole truth.
      if (resource.resourceType !== type || !belongsTo(resource, patientId, base)) {
        row.complete = false;
        continue;
      }
      row.count += 1;
      own.push(resource);
    }
  }
  return assembleRecord(patientId, own, [...searched.values()]);
}
