/** A call of the service with the token of the launch; every failure becomes a Problem that says what to do. */
import type { Problem } from './problem-screen.tsx';
import type { Session } from './session.ts';

const TIMEOUT_MS = 20_000;

export type ServiceAnswer =
  | { readonly kind: 'answer'; readonly body: unknown }
  | {
      readonly kind: 'failed';
      readonly problem: Problem /** Of the service's OperationOutcome. */;
      readonly diagnostics?: string;
    };

/** `asked` goes out with the launch's FHIR server and patient. */
export async function callService(
  path: '/app/details' | '/app/feature-map' | '/app/frames' | '/app/outline',
  session: Session,
  asked: object,
): Promise<ServiceAnswer> {
  const { fhirServer, patientId } = session;
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${session.accessToken}` },
      body: JSON.stringify({ fhirServer, patientId, ...asked }),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { kind: 'answer', body: await response.json() };
    const requestId = response.headers.get('x-request-id') ?? undefined;
    const diagnostics = await diagnosticsOf(response);
    return {
      kind: 'failed',
      problem: problemOfStatus(response.status, requestId),
      ...(diagnostics === undefined ? {} : { diagnostics }),
    };
  } catch (error) {
    const tooSlow = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'failed', problem: { kind: tooSlow ? 'too-slow' : 'server-unreachable' } };
  }
}

function problemOfStatus(status: number, requestId?: string): Problem {
  const withId = requestId === undefined ? {} : { requestId };
  if (status === 401) return { kind: 'session-expired', ...withId };
  if (status === 403) return { kind: 'not-allowed', ...withId };
  if (status === 412) return { kind: 'record-unavailable', ...withId };
  return { kind: 'server-failed', status, ...withId };
}

async function diagnosticsOf(response: Response): Promise<string | undefined> {
  const outcome = (await response.json().catch(() => undefined)) as { issue?: { diagnostics?: unknown }[] } | undefined;
  const diagnostics = outcome?.issue?.[0]?.diagnostics;
  return typeof diagnostics === 'string' ? diagnostics : undefined;
}
