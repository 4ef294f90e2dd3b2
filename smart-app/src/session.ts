/**
 * The SMART session of one launch, kept in memory only: once the code is exchanged, nothing stays in the tab's
 * storage, so a reload or the back button cannot bring back a patient; the EHR has to launch again.
 */
import FHIR from 'fhirclient';
import { type AppContext, parseAppContext } from './app-context.ts';
import type { Problem } from './problem-screen.tsx';

export interface Session {
  readonly kind: 'session';
  readonly fhirServer: string;
  readonly accessToken: string;
  readonly patientId: string;
  readonly appContext: AppContext;
  /** SMART `need_patient_banner`; absent counts as needed. */
  readonly needPatientBanner: boolean;
}

export async function openSession(): Promise<Session | Problem> {
  const parameters = new URLSearchParams(location.search);
  if (parameters.has('error')) return { kind: 'sign-in-failed' };
  if (!parameters.get('code') || !parameters.get('state')) return { kind: 'no-launch-context' };
  try {
    const client = await FHIR.oauth2.ready();
    const token = client.state.tokenResponse ?? {};
    return sessionOf(client.state.serverUrl, token);
  } catch (error) {
    console.info('HER2 details: the sign-in did not finish:', error instanceof Error ? error.name : 'unknown');
    return { kind: 'sign-in-failed' };
  } finally {
    sessionStorage.clear();
  }
}

/** `token`: the token response as JSON, hostile until checked here. */
function sessionOf(fhirServer: string, token: Readonly<Record<string, unknown>>): Session | Problem {
  const { access_token: accessToken, patient: patientId, need_patient_banner: banner } = token;
  if (typeof accessToken !== 'string' || accessToken === '') return { kind: 'sign-in-failed' };
  if (typeof patientId !== 'string' || patientId === '') return { kind: 'no-patient' };
  const appContext = parseAppContext(token.appContext);
  if (appContext.patientId !== undefined && appContext.patientId !== patientId) return { kind: 'patient-conflict' };
  return { kind: 'session', fhirServer, accessToken, patientId, appContext, needPatientBanner: banner !== false };
}
