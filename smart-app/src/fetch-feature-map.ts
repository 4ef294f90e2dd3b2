/** Asks the service where in the shown lesion a feature is high. */
import type { DetailsLesion, FeatureMap, FeatureMapResponse } from '../../src/core/index.ts';
import { callService } from './call-service.ts';
import type { Session } from './session.ts';

const FAILED = 'The map could not be loaded. Try again; if it stays, open HER2 details again from the patient’s chart.';

/** The text of the failure where there is no map. The outline is named, so that the map is of the picture that is shown. */
export async function fetchFeatureMap(
  session: Session,
  { outline }: DetailsLesion,
  feature: string,
): Promise<FeatureMap | string> {
  const { studyUid } = session.appContext;
  const answer = await callService('/app/feature-map', session, {
    ...(studyUid === undefined ? {} : { studyUid }),
    outline: outline.sopInstanceUid,
    segment: outline.segmentNumber,
    feature,
  });
  if (answer.kind === 'failed') return answer.diagnostics ?? FAILED;
  const map = answer.body as Partial<FeatureMapResponse> | null;
  if (map?.kind === 'no-map') return `There is no map: ${map.text ?? 'no reason given'}.`;
  return map?.kind === 'map' && map.feature === feature ? (map as FeatureMap) : FAILED;
}
