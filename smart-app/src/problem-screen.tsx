/** The app's failures in plain words: what happened, what to do, and that no patient data is shown. */
export interface Problem {
  readonly kind:
    | 'no-launch-context'
    | 'sign-in-failed'
    | 'no-patient'
    | 'patient-conflict'
    | 'session-expired'
    | 'not-allowed'
    | 'record-unavailable'
    | 'server-unreachable'
    | 'too-slow'
    | 'server-failed';
  readonly status?: number;
  readonly requestId?: string;
}

const RELAUNCH = 'Close this view and open HER2 details again from the patient’s chart.';

const WORDS: Readonly<Record<Problem['kind'], { readonly title: string; readonly advice: string; readonly retry?: true }>> = {
  'no-launch-context': {
    title: 'This view has no patient',
    advice:
      'HER2 details opens from a patient’s chart or from a card, and forgets the patient when it is reloaded. Open it from the chart.',
  },
  'sign-in-failed': {
    title: 'The EHR did not complete the sign-in',
    advice: `${RELAUNCH} If this repeats, ask your administrator whether the app “her2-low-details” is registered.`,
  },
  'no-patient': {
    title: 'The EHR did not say which patient is open',
    advice: 'Open a patient’s chart first, then open HER2 details from it.',
  },
  'patient-conflict': {
    title: 'Two different patients were named',
    advice: `The chart and the card do not name the same patient, so nothing is shown. ${RELAUNCH}`,
  },
  'session-expired': { title: 'Your session has ended', advice: RELAUNCH },
  'not-allowed': {
    title: 'This EHR is not on the service’s allow-list',
    advice: 'Ask the administrator of the HER2 service to add the FHIR address of this EHR.',
  },
  'record-unavailable': {
    title: 'The patient’s record could not be read',
    advice: `The FHIR server did not give the record in time, or your session there has ended. Try again. If it stays: ${RELAUNCH}`,
    retry: true,
  },
  'server-unreachable': {
    title: 'The HER2 service could not be reached',
    advice: 'Check the network connection, then try again. Pathology results remain available in the chart.',
    retry: true,
  },
  'too-slow': {
    title: 'The HER2 service did not answer in time',
    advice: 'Try again. Pathology results remain available in the chart.',
    retry: true,
  },
  'server-failed': {
    title: 'The HER2 service could not give the details',
    advice: 'Try again. If it stays, give the number below to the service administrator.',
    retry: true,
  },
};

export function ProblemScreen({ problem, onRetry }: { readonly problem: Problem; readonly onRetry?: () => void }) {
  const { title, advice, retry } = WORDS[problem.kind];
  const trace = [problem.status && `status ${problem.status}`, problem.requestId && `request ${problem.requestId}`].filter(
    Boolean,
  );
  return (
    <main className="problem" role="alert">
      <h1>{title}</h1>
      <p>{advice}</p>
      {trace.length > 0 && <p className="quiet">{trace.join(', ')}</p>}
      {retry && onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </main>
  );
}
