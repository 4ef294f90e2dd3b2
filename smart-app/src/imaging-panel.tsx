/** The research panel: what the score cannot do, then its state in words, then the picture (EVIDENCE 5.1 item 7). */

import type { DetailsResponse } from '../../src/core/index.ts';
import { Contributions } from './contributions.tsx';
import { LesionViewer } from './lesion-viewer.tsx';
import { ScoreStatus } from './score-status.tsx';
import { lateralityWords } from './status-words.ts';

export function ImagingPanel({ details }: { readonly details: DetailsResponse }) {
  const { score, lesion, facts } = details;
  const spacing = lesion?.spacingMm;
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
      {lesion === undefined ? (
        <p>
          {facts.imaging.studyFound
            ? 'There is no image with a lesion outline to show. This version cannot draw one: add the outline in the imaging system, as a segmentation object of the same study.'
            : 'No breast ultrasound study was found.'}
        </p>
      ) : (
        <>
          <LesionViewer lesion={lesion} />
          <dl className="facts">
            <dt>Study</dt>
            <dd>
              {lesion.studyDate ?? 'date not found'}, {lateralityWords(lesion.laterality)}
            </dd>
            <dt>Outline by</dt>
            <dd>{{ human: 'a person', algorithm: 'an algorithm', unknown: 'not stated' }[lesion.outline.author]}</dd>
            <dt>Pixel spacing</dt>
            <dd>
              {spacing === undefined ? 'not stated by the image' : `${spacing[0].toFixed(4)} × ${spacing[1].toFixed(4)} mm`}
            </dd>
            <dt>Outline object</dt>
            <dd className="uid">{lesion.outline.sopInstanceUid}</dd>
          </dl>
        </>
      )}
      {(score.kind === 'scored' || score.kind === 'uncertain') && <Contributions contributions={score.contributions} />}
    </section>
  );
}
