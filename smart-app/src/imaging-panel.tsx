/** The research panel: what the score cannot do, then its state in words, then the picture (EVIDENCE 5.1 item 7). */
import { useState } from 'react';
import type { ChosenOutline, DetailsResponse } from '../../src/core/index.ts';
import { Contributions } from './contributions.tsx';
import { DrawingPanel } from './drawing-panel.tsx';
import { LesionSection } from './lesion-section.tsx';
import { OutlineChoices } from './outline-choices.tsx';
import { QualityNotes } from './quality-notes.tsx';
import { ScoreStatus } from './score-status.tsx';
import type { Session } from './session.ts';

export interface ImagingPanelProps {
  readonly details: DetailsResponse;
  readonly session: Session;
  /** Asks again: for the outline chosen of several, or for one just drawn. */
  readonly onOutline: (chosen?: ChosenOutline) => void;
}

export function ImagingPanel({ details, session, onOutline }: ImagingPanelProps) {
  const { score, lesion, facts, outlines, quality, canDraw } = details;
  const [drawing, setDrawing] = useState(false);
  return (
    <section className="panel research" id="imaging" aria-labelledby="imaging-title" tabIndex={-1}>
      <h2 id="imaging-title">
        Ultrasound, research <span className="tag">RESEARCH</span>
      </h2>
      <ul className="limits">
        <li>Does not establish HER2 status.</li>
        <li>Does not separate HER2-low from HER2-positive.</li>
        <li>Does not change any advice.</li>
      </ul>
      <ScoreStatus details={details} />
      {quality !== undefined && <QualityNotes findings={quality} />}
      {outlines !== undefined && <OutlineChoices outlines={outlines} shown={lesion} onChoose={onOutline} />}
      {drawing ? (
        <DrawingPanel
          session={session}
          {...(lesion && { replaced: lesion })}
          onStored={() => {
            setDrawing(false);
            onOutline();
          }}
          onCancel={() => setDrawing(false)}
        />
      ) : (
        <>
          {lesion === undefined ? (
            <p>
              {facts.imaging.studyFound
                ? `There is no image with a lesion outline to show.${canDraw === true ? '' : ' Add the outline in the imaging system, as a segmentation object of the same study.'}`
                : 'No breast ultrasound study was found.'}
            </p>
          ) : (
            <LesionSection lesion={lesion} details={details} session={session} />
          )}
          {canDraw === true && facts.imaging.studyFound && (
            <button type="button" className="no-print" onClick={() => setDrawing(true)}>
              {lesion === undefined ? 'Draw the lesion outline' : 'Draw the outline again'}
            </button>
          )}
        </>
      )}
      {(score.kind === 'scored' || score.kind === 'uncertain') && <Contributions contributions={score.contributions} />}
    </section>
  );
}
