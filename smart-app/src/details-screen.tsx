/** The one screen (EVIDENCE 5.1): patient and research banner, tissue facts, the card's advice, imaging research panel. */
import { useEffect } from 'react';
import type { DetailsResponse } from '../../src/core/index.ts';
import { ImagingPanel, type ImagingPanelProps } from './imaging-panel.tsx';
import { ModelSection } from './model-section.tsx';
import { PathologySection } from './pathology-section.tsx';
import { NOT_FOUND } from './status-words.ts';

export function DetailsScreen({ details, session, onOutline }: ImagingPanelProps) {
  const { needPatientBanner, appContext } = session;
  const view = appContext.view ?? 'details';
  useEffect(() => {
    if (view === 'outline') document.getElementById('imaging')?.focus();
  }, [view]);
  const { patient, facts, model, proposal } = details;
  return (
    <>
      <a className="skip" href="#pathology">
        Skip to pathology results
      </a>
      <header className="top">
        {/* An EHR that shows the patient itself asks apps not to repeat it; a printed page has no EHR around it. */}
        <dl className={needPatientBanner ? 'patient' : 'patient print-only'} aria-label="Patient">
          <div className="patient-name">
            <dt>Patient</dt>
            <dd>{patient.name}</dd>
          </div>
          <Fact term="Born" text={patient.birthDate} />
          <Fact term="Sex" text={patient.sex} />
          <Fact term="Id" text={facts.patientId} />
        </dl>
        <h1>HER2 details</h1>
        <p className="research-banner">
          <strong>RESEARCH</strong> Research use only. Not for diagnosis or treatment decisions. Not cleared by FDA, not
          CE-marked.
          {model !== undefined && <span className="statement"> {model.statement}</span>}
        </p>
      </header>
      <main className="columns">
        <div className="column">
          <PathologySection facts={facts} />
          {proposal !== undefined && <AdviceSection {...proposal} />}
        </div>
        <div className="column">
          <ImagingPanel details={details} session={session} onOutline={onOutline} />
          {model !== undefined && <ModelSection model={model} />}
        </div>
      </main>
      <footer className="bottom">
        <p>
          Read on <time dateTime={details.generatedAt}>{withZone(details.generatedAt)}</time>. This app writes nothing to the
          record{details.canDraw === true && ' but an outline that you draw and save'}.
        </p>
        <button type="button" className="no-print" onClick={() => print()}>
          Print
        </button>
      </footer>
    </>
  );
}

function Fact({ term, text }: { readonly term: string; readonly text: string | undefined }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text ?? NOT_FOUND}</dd>
    </div>
  );
}

function AdviceSection({ summary, bullets }: NonNullable<DetailsResponse['proposal']>) {
  return (
    <section className="panel" aria-labelledby="advice">
      <h2 id="advice">Advice at review</h2>
      <p className="lead">{summary}</p>
      <ul>
        {bullets.map((bullet) => (
          <li key={bullet}>{bullet}</li>
        ))}
      </ul>
      <p className="quiet">What the review card says. Accept or decline suggestions on a card in the EHR.</p>
    </section>
  );
}

function withZone(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(date);
  const zoneName = zone.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())} ${zoneName}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
