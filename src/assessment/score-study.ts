/**
 * Study -> score state: outline, cache, frame, features, model. One computation serves every caller that asks for the
 * same study at the same time, and it runs to its end when a caller's deadline has passed, so that the next call finds it.
 */
import { createHash } from 'node:crypto';
import {
  type Deadline,
  deadlineIn,
  type Laterality,
  type Lesion,
  type Log,
  type NotProduced,
  notProduced,
  type OutlineReference,
  type ScoreState,
  type StudyReference,
  TRANSIENT_REASONS,
  withinDeadline,
} from '../core/index.ts';
import { type Dicomweb, loadLesion, locateOutline } from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { extract, FEATURE_SOFTWARE, type FeaturePlan } from '../radiomics/index.ts';
import type { Store } from '../store/index.ts';

export interface ScoredStudy {
  readonly score: ScoreState;
  readonly laterality: Laterality;
  readonly studyDate?: string;
}

export interface ScoreParts {
  readonly dicomweb: Dicomweb;
  readonly model: Model;
  /** Compiled at start from the model's feature names and preprocessing. */
  readonly plan: FeaturePlan;
  readonly store: Store;
  readonly log: Log;
  /** How long a computation may go on after its caller has been answered. */
  readonly backgroundMs: number;
}

export type ScoreStudy = (study: StudyReference, deadline: Deadline) => Promise<ScoredStudy>;

/** Computations under way beyond which a new study is told to come again. */
const MAX_IN_FLIGHT = 32;

export function createScoreStudy(parts: ScoreParts): ScoreStudy {
  const inFlight = new Map<string, Promise<ScoredStudy>>();
  return (study, deadline) => {
    const late = withoutScore(study, notProduced('still-computing'));
    // The whole reference: side, date and patient are part of the answer.
    const key = JSON.stringify(study);
    let work = inFlight.get(key);
    if (work === undefined) {
      if (inFlight.size >= MAX_IN_FLIGHT) return Promise.resolve(late);
      work = compute(study, parts)
        .catch((error: unknown) => {
          parts.log('error', 'score-failed', {
            code: 'internal-failure',
            error: error instanceof Error ? error.name : 'unknown',
          });
          return withoutScore(study, notProduced('internal-failure'));
        })
        .finally(() => inFlight.delete(key));
      inFlight.set(key, work);
    }
    return withinDeadline(work, deadline, late);
  };
}

async function compute(study: StudyReference, parts: ScoreParts): Promise<ScoredStudy> {
  const deadline = deadlineIn(parts.backgroundMs);
  const outline = await locateOutline(study, parts.dicomweb, deadline);
  if ('kind' in outline) return withoutScore(study, outline);
  const key = scoreKey(study, outline, parts.model);
  const stored = await parts.store.findScore(key).catch((error: unknown) => storeFailed(parts.log, error));
  if (stored !== undefined) return ofStudy(stored, study);

  const started = performance.now();
  const loaded = await loadLesion(outline, parts.dicomweb, deadline);
  if (loaded.kind === 'not-produced') return withoutScore(study, loaded);
  const { lesion } = loaded;
  const score = await scoreLesion(lesion, parts.model, parts.plan);
  const scored: ScoredStudy = { score, laterality: lesion.laterality, ...dated(lesion.studyDate) };
  parts.log('info', 'score-computed', { scoreState: score.kind, durationMs: Math.round(performance.now() - started) });
  if (isLasting(score)) void parts.store.saveScore(key, scored).catch((error: unknown) => storeFailed(parts.log, error));
  return ofStudy(scored, study);
}

/** What the image states of side and date is kept; what the ImagingStudy says is read anew, since it may be corrected. */
function ofStudy({ score, laterality, studyDate }: ScoredStudy, study: StudyReference): ScoredStudy {
  return { score, laterality: agreedSide(laterality, study.laterality), ...dated(studyDate ?? study.date) };
}

/** Lesion -> score state, without archive or cache; `her2-cds score` and the service share it. */
export async function scoreLesion(
  lesion: Pick<Lesion, 'image' | 'mask' | 'calibration'>,
  model: Model,
  plan: FeaturePlan,
): Promise<ScoreState> {
  if (lesion.calibration.kind === 'uncalibrated') return notProduced('no-pixel-spacing');
  const { spacing } = lesion.calibration;
  const roiPixels = lesion.mask.reduce((sum, inside) => sum + inside, 0);
  const reasons = model.acquisitionReasons({ spacing, roiPixels });
  if (reasons.length > 0) return { kind: 'out-of-distribution', reasons };
  const features = extract({ image: lesion.image, mask: lesion.mask, spacing }, plan);
  if (features.kind === 'refused') return notProduced('roi-refused', features.code);
  return model.score(features.values, { spacing, roiPixels: features.provenance.roiPixels });
}

/**
 * SOP instances never change, so these name one score for good, as long as the features are computed alike. The patient's
 * identifiers are part of it because the identity check is made when the image is loaded: a record that names the same
 * study for another patient must not find the score. Hashed, since a store is no place for identifiers.
 */
function scoreKey(study: StudyReference, outline: OutlineReference, model: Model): string {
  const parts = [FEATURE_SOFTWARE, study.studyUid, outline.sopInstanceUid, outline.segmentNumber, model.identity.sha256];
  return createHash('sha256')
    .update(JSON.stringify([...parts, study.patientIdentifiers.toSorted()]))
    .digest('hex');
}

/** Where image and study state different sides, none is shown. */
export function agreedSide(image: Laterality, study: Laterality): Laterality {
  if (image === 'unknown') return study;
  return study === 'unknown' || study === image ? image : 'unknown';
}

function withoutScore(study: StudyReference, score: NotProduced): ScoredStudy {
  return { score, laterality: study.laterality, ...dated(study.date) };
}

export function dated(date: string | undefined): { studyDate?: string } {
  return date === undefined ? {} : { studyDate: date };
}

function isLasting(score: ScoreState): boolean {
  return score.kind !== 'not-produced' || !score.reasons.some((reason) => TRANSIENT_REASONS.has(reason.code));
}

function storeFailed(log: Log, error: unknown): undefined {
  log('warn', 'store-failed', { error: error instanceof Error ? error.name : 'unknown' });
  return undefined;
}
