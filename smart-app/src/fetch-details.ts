/** Asks the service for the details of one patient. */
import type { ChosenOutline, DetailsResponse } from '../../src/core/index.ts';
import { callService } from './call-service.ts';
import type { Problem } from './problem-screen.tsx';
import type { Session } from './session.ts';

/** `chosen`: the outline that the clinician wants to see, of several. */
export async function fetchDetails(session: Session, chosen?: ChosenOutline): Promise<DetailsResponse | Problem> {
  const { studyUid } = session.appContext;
  const answer = await callService('/app/details', session, {
    ...(studyUid === undefined ? {} : { studyUid }),
    ...(chosen === undefined ? {} : { outline: chosen.sopInstanceUid, segment: chosen.segmentNumber }),
  });
  return answer.kind === 'failed' ? answer.problem : checked(answer.body, session.patientId);
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
