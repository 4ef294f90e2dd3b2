/** Asks the service for the details of one patient; every failure becomes a Problem that says what to do. */
import type { DetailsRequest, DetailsResponse } from '../../src/core/index.ts';
import type { Problem } from './problem-screen.tsx';
import type { Session } from './session.ts';

const TIMEOUT_MS = 20_000;

export async function fetchDetails(session: Session): Promise<DetailsResponse | Problem> {
  const { fhirServer, patientId, appContext } = session;
  const request: DetailsRequest = {
    fhirServer,
    patientId,
    ...(appContext.studyUid === undefined ? {} : { studyUid: appContext.studyUid }),
  };
  try {
    const response = await fetch('/app/details', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${session.accessToken}` },
      body: JSON.stringify(request),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const requestId = response.headers.get('x-request-id') ?? undefined;
    if (!response.ok) return problemOfStatus(response.status, requestId);
    return checked(await response.json(), patientId);
  } catch (error) {
    return { kind: error instanceof DOMException && error.name === 'TimeoutError' ? 'too-slow' : 'server-unreachable' };
  }
}

function problemOfStatus(status: number, requestId?: string): Problem {
  const withId = requestId === undefined ? {} : { requestId };
  if (status === 401) return { kind: 'session-expired', ...withId };
  if (status === 403) return { kind: 'not-allowed', ...withId };
  if (status === 412) return { kind: 'record-unavailable', ...withId };
  return { kind: 'server-failed', status, ...withId };
}

/** The answer must be about the patient of the launch: anything else is not shown. */
function checked(answer: unknown, patientId: string): DetailsResponse | Problem {
  const details = answer as Partial<DetailsResponse> | null;
  if (typeof details?.patient?.name !== 'string' || typeof details.score?.kind !== 'string' || details.facts === undefined) {
    return { kind: 'server-failed' };
  }
  if (details.facts.patientId !== patientId) return { kind: 'patient-conflict' };
  return details as DetailsResponse;
}
