/** State of the score in words first; a number only for `scored` and `uncertain` (PATHWAY 1). */
import type { DetailsResponse } from '../../src/core/index.ts';
import { IntervalBar, two } from './interval-bar.tsx';

export function ScoreStatus({ details }: { readonly details: DetailsResponse }) {
  const { score, facts, model } = details;
  switch (score.kind) {
    case 'scored':
      return (
        <>
          <h3>Score: {score.band} band</h3>
          <p>
            90 % interval {two(score.interval.lower)} to {two(score.interval.upper)}; point estimate {two(score.probability)}.
          </p>
          {score.band === 'low' && <LowBandWarning details={details} />}
          <IntervalBar {...score} {...(model?.thresholds && { thresholds: model.thresholds })} />
        </>
      );
    case 'uncertain':
      return (
        <>
          <h3>Score: uncertain</h3>
          <p>
            The 90 % interval, {two(score.interval.lower)} to {two(score.interval.upper)}, crosses both band limits, so no band is
            given. Point estimate {two(score.probability)}.
          </p>
          <IntervalBar {...score} {...(model?.thresholds && { thresholds: model.thresholds })} />
        </>
      );
    case 'out-of-distribution':
      return (
        <>
          <h3>Score: not given, outside the model’s range</h3>
          <p>This lesion differs from those that the model was fitted on, so no number is shown:</p>
          <ul>
            {score.reasons.map((reason) => (
              <li key={`${reason.code} ${reason.text}`}>{reason.text}</li>
            ))}
          </ul>
        </>
      );
    case 'not-produced':
      return (
        <>
          <h3>Score: not produced</h3>
          <p>Reason: {facts.imaging.reasonText ?? score.reasons.map((reason) => reason.code).join('; ')}.</p>
          <details>
            <summary>Technical detail</summary>
            <ul>
              {score.reasons.map((reason) => (
                <li key={reason.code}>
                  <code>{reason.code}</code>
                  {reason.detail !== undefined && ` ${reason.detail}`}
                </li>
              ))}
            </ul>
          </details>
        </>
      );
    case 'not-asked':
      return (
        <>
          <h3>Score: not computed</h3>
          <p>No row of the pathway uses the image for this patient and order.</p>
        </>
      );
  }
}

/** M4: a low score always says that it does not exclude HER2-low disease, with the model's own residual frequency. */
function LowBandWarning({ details }: { readonly details: DetailsResponse }) {
  const residual = details.facts.imaging.lowResidual ?? details.model?.lowBandResidual;
  return (
    <p className="note">
      A low score does not exclude HER2-low disease.
      {residual !== undefined &&
        ` In the model’s own validation, ${residual.expressing} of ${residual.total} lesions with a low score were HER2-expressing.`}
    </p>
  );
}
