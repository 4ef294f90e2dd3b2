/** The imaging result in the words and rounded figures that the pathway's texts use; nothing later computes on them. */
import {
  type ImagingFacts,
  type ModelIdentity,
  NOT_PRODUCED_TEXT,
  type NotProducedCode,
  type OutOfDistributionReason,
  type ScoreState,
} from '../core/index.ts';
import type { ScoredStudy } from './score-study.ts';

/** PATHWAY P10: reasons that a clinician can mend by drawing or confirming the outline. */
const OUTLINE_CODES: ReadonlySet<NotProducedCode> = new Set([
  'no-outline',
  'several-outlines',
  'outline-unsupported',
  'outline-unusable',
  'roi-refused',
  'roi-outside-region',
  'roi-too-small',
  'roi-too-large',
]);

export const IMAGING_PENDING: ImagingFacts = { state: 'pending', codes: [], studyFound: false, outlineMissing: false };

/** `studyFound` is false where no breast ultrasound study could be chosen. */
export function imagingFacts(scored: ScoredStudy, studyFound: boolean, model: ModelIdentity): ImagingFacts {
  const { score } = scored;
  const codes = score.kind === 'not-produced' ? score.reasons.map((reason) => reason.code) : [];
  const reasonText = reasons(score);
  const { expressing, total } = model.lowBandResidual;
  return {
    state: score.kind,
    ...(score.kind === 'scored' ? { band: score.band } : {}),
    ...(score.kind === 'scored' || score.kind === 'uncertain'
      ? {
          score: score.probability.toFixed(2),
          lower: score.interval.lower.toFixed(2),
          upper: score.interval.upper.toFixed(2),
        }
      : {}),
    codes,
    ...(reasonText === '' ? {} : { reasonText }),
    studyFound,
    outlineMissing: studyFound && codes.some((code) => OUTLINE_CODES.has(code)),
    ...(scored.laterality === 'unknown' ? {} : { lesionText: `${scored.laterality} breast` }),
    ...(scored.studyDate === undefined ? {} : { studyDate: scored.studyDate }),
    ...(model.demonstration ? { modelStatement: model.statement } : {}),
    ...(total === 0 ? {} : { lowResidual: { expressing, total, percent: `${Math.round((100 * expressing) / total)} %` } }),
  };
}

function reasons(score: ScoreState): string {
  switch (score.kind) {
    case 'scored':
    case 'uncertain':
      return '';
    case 'out-of-distribution':
      return outOfRange(score.reasons);
    case 'not-produced':
      return [...new Set(score.reasons.map((reason) => NOT_PRODUCED_TEXT[reason.code]))].join('; ');
  }
}

/** Single features mean nothing to a clinician and may be many: they are counted, and the app lists them. */
function outOfRange(found: readonly OutOfDistributionReason[]): string {
  const features = found.filter((reason) => reason.code === 'feature-out-of-range').length;
  const others = found.filter((reason) => reason.code !== 'feature-out-of-range').map((reason) => reason.text);
  const counted =
    features === 0 ? [] : [`${features} image feature${features === 1 ? '' : 's'} outside the range of the training lesions`];
  return [...others, ...counted].join('; ');
}
