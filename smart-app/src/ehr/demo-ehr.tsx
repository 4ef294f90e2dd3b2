/** The demonstration EHR: patient list beside the open chart. */
import { useEffect, useState } from 'react';
import { HOOK_BUTTONS } from './decision-support.tsx';
import { type DemoPatient, demoPatients } from './demo-patient.ts';
import { PatientWorkspace } from './patient-workspace.tsx';
import { fhirServerAddress } from './sandbox-fhir.ts';
import { signedInName } from './signed-in-user.ts';

interface Start {
  readonly patients: readonly DemoPatient[];
  readonly fhirServer: string;
}

export function DemoEhr() {
  const [start, setStart] = useState<Start>();
  const [failure, setFailure] = useState<string>();
  const [user, setUser] = useState('unknown');
  const [selected, setSelected] = useState<DemoPatient>();

  useEffect(() => {
    Promise.all([demoPatients(), fhirServerAddress()]).then(
      ([patients, fhirServer]) => setStart({ patients, fhirServer }),
      (error: Error) => setFailure(error.message),
    );
    // Only a name in the corner: the page works without it.
    signedInName().then(setUser, () => undefined);
  }, []);

  const home = start === undefined ? undefined : otherHome(start.fhirServer);
  return (
    <div className="ehr">
      <header className="ehr-bar">
        <h1>Demonstration EHR</h1>
        <p>
          <strong>Fictional patients, simulated images.</strong> Not a medical record system.
        </p>
        <p className="ehr-user">Signed in: {user}</p>
      </header>
      {failure !== undefined && (
        <p className="note" role="alert">
          The sandbox did not answer. {failure} Start the service with its sandbox on, then reload this page.
        </p>
      )}
      {home !== undefined && (
        <p className="note" role="alert">
          The sandbox knows itself under another address, so calls from here would be refused. Open <a href={home}>{home}</a>.
        </p>
      )}
      <div className="ehr-body">
        <nav className="ehr-patients" aria-label="Patients">
          <h2>Patients</h2>
          <ul>
            {start?.patients.map((patient) => (
              <li key={patient.patientId}>
                <button
                  type="button"
                  aria-current={patient.patientId === selected?.patientId ? 'true' : undefined}
                  onClick={() => setSelected(patient)}
                >
                  <strong>{patient.name}</strong>
                  <span className="quiet">{patient.title}</span>
                  {patient.press !== undefined && <span className="quiet">Try: {buttonLabel(patient.press)}</span>}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {selected === undefined || start === undefined ? (
          <main className="ehr-empty">
            <h2>No chart open</h2>
            <p>Choose a patient, then press Review or Sign order to call the decision support service.</p>
          </main>
        ) : (
          // The key makes a new workspace for every patient: no card or answer can outlive its chart.
          <PatientWorkspace key={selected.patientId} demo={selected} fhirServer={start.fhirServer} />
        )}
      </div>
    </div>
  );
}

function buttonLabel(press: string): string {
  return HOOK_BUTTONS.find(({ hook, label }) => hook === press || label === press)?.label ?? press;
}

/** The sandbox's own address where it differs from the one in the address bar, e.g. 127.0.0.1 instead of localhost. */
function otherHome(fhirServer: string): string | undefined {
  const { origin } = new URL(fhirServer);
  return origin === location.origin ? undefined : `${origin}/`;
}
