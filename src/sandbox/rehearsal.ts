/** First calls of the running service on a demonstration patient. */
import type { Sandbox } from './create-sandbox.ts';
import type { DemonstrationPatient } from './demonstration.ts';

/** A review and the app's view of one patient, so that the first ones of a person meet code that is already compiled. */
export async function rehearse(url: string, sandbox: Sandbox, patients: readonly DemonstrationPatient[]): Promise<void> {
  const patientId = patients.findLast(({ objects }) => objects.length > 1)?.patientId;
  if (patientId === undefined) return;
  const grant = { clientId: 'rehearsal', user: 'Practitioner/demo-practitioner', scope: 'patient/*.rs', patient: patientId };
  const authorization = `Bearer ${await sandbox.issueAccessToken(grant)}`;
  const post = async (path: string, body: string): Promise<void> => {
    const headers = { 'content-type': 'application/json', authorization };
    await (await fetch(`${url}${path}`, { method: 'POST', headers, body })).arrayBuffer();
  };
  await post('/cds-services/her2-low-patient-view', reviewRequest(url, patientId));
  await post('/app/details', JSON.stringify({ fhirServer: `${url}/sandbox/fhir`, patientId }));
}

/** Body of a patient-view call on the embedded FHIR server. */
export function reviewRequest(url: string, patientId: string): string {
  return JSON.stringify({
    hook: 'patient-view',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    fhirServer: `${url}/sandbox/fhir`,
    context: { userId: 'Practitioner/demo-practitioner', patientId },
  });
}
