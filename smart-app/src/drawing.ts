/** Frames to draw on, and the drawn outline, to and from the service. */
import type { FrameChoice, FramesResponse, OutlineRequest } from '../../src/core/index.ts';
import { callService } from './call-service.ts';
import type { Session } from './session.ts';

const FAILED = 'The image could not be loaded. Try again; if it stays, open HER2 details again from the patient’s chart.';

/** The text of the failure where there are none. */
export async function fetchFrames(session: Session, image?: FrameChoice): Promise<FramesResponse | string> {
  const { studyUid } = session.appContext;
  const asked = { ...(studyUid === undefined ? {} : { studyUid }), ...(image === undefined ? {} : { image }) };
  const answer = await callService('/app/frames', session, asked);
  if (answer.kind === 'failed') return answer.diagnostics ?? FAILED;
  const frames = answer.body as Partial<FramesResponse> | null;
  return Array.isArray(frames?.images) ? (frames as FramesResponse) : FAILED;
}

/** undefined once it is stored, else the text of the failure. */
export async function storeOutline(
  session: Session,
  outline: Omit<OutlineRequest, 'fhirServer' | 'patientId'>,
): Promise<string | undefined> {
  const answer = await callService('/app/outline', session, outline);
  if (answer.kind === 'answer') return undefined;
  return answer.diagnostics ?? 'The outline was not stored. Try again; your drawing is kept as long as this view is open.';
}
