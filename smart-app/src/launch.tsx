/**
 * SMART EHR launch (SMART App Launch 2.x, section "EHR launch"): the EHR opens this page with `iss` and `launch`.
 * Whatever an earlier launch left in this tab is thrown away first, so that it can never meet another patient.
 */
import FHIR from 'fhirclient';
import { createRoot } from 'react-dom/client';
import { ProblemScreen } from './problem-screen.tsx';
import './style.css';

const CLIENT_ID = 'her2-low-details';
const SCOPE = 'launch openid fhirUser patient/*.rs';

async function launch(): Promise<void> {
  sessionStorage.clear();
  const parameters = new URLSearchParams(location.search);
  // Without this check fhirclient would take a server or patient from other address parameters and skip the sign-in.
  if (!parameters.get('iss') || !parameters.get('launch') || parameters.has('fhirServiceUrl') || parameters.has('patientId')) {
    showProblem('no-launch-context');
    return;
  }
  try {
    await FHIR.oauth2.authorize({
      clientId: CLIENT_ID,
      scope: SCOPE,
      redirectUri: './index.html',
      pkceMode: 'required',
      // The app stays in the frame or tab that the EHR opened.
      completeInTarget: true,
    });
  } catch (error) {
    console.info('HER2 details: the sign-in did not start:', error instanceof Error ? error.name : 'unknown');
    showProblem('sign-in-failed');
  }
}

function showProblem(kind: 'no-launch-context' | 'sign-in-failed'): void {
  createRoot(document.getElementById('root')!).render(<ProblemScreen problem={{ kind }} />);
}

void launch();
