/**
 * Study -> score state: outline, cache, frame, features, model. One computation serves every caller that asks for the same
 * outline at the same time, and it runs to its end when a caller's deadline has passed, so that the next call finds it. Each
 * caller looks for the outline itself: with its own token, and not with what was there when another call began.
 */
import {
  type Deadline,
  deadlineIn,
  type Laterality,
  type Log,
  type NotProduced,
  notProduced,
  type OutlineReference,
  type QualityFinding,
  type QualityOverrides,
  type QualityRules,
  qualityRules,
  type ScoreState,
  type StudyReference,
  TRANSIENT_REASONS,
  withinDeadline,
} from '../core/index.ts';
import {
  checkQuality,
  type Dicomweb,
  loadLesion,
  locateOutline,
  type OutlineSearch,
  type RecordOfLesion,
  recordFindings,
} from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import type { FeaturePlan } from '../radiomics/index.ts';
import type { Store } from '../store/index.ts';
import { scoreKey } from './score-key.ts';
import { scoreLesion } from './score-lesion.ts';

export interface ScoredStudy {
  readonly score: ScoreState;
  readonly laterality: Laterality;
  readonly studyDate?: string;
  /** What the quality gate found, blocking and warning. */
  readonly findings?: readonly QualityFinding[];
}

export interface ScoreParts {
  readonly dicomweb: Dicomweb;
  readonly model: Model;
  /** Compiled at start from the model's feature names and preprocessing. */
  readonly plan: FeaturePlan;
  readonly store: Store;
  readonly log: Log;
  /** What the site changes of the quality gate; it wins over the model's manifest. */
  readonly quality?: QualityOverrides;
  /** How a site chooses among several outlines. */
  readonly outlines?: Pick<OutlineSearch, 'preference' | 'askArchive'>;
  /** How long a computation may go on after its caller has been answered. */
  readonly backgroundMs: number;
}

/**
 * `record`: what tissue facts say of the lesion; left out where nobody has looked. `caller`: the outline that a clinician has
 * chosen, and the outlines of the caller's FHIR server.
 */
export type ScoreStudy = (
  study: StudyReference,
  deadline: Deadline,
  record?: RecordOfLesion,
  caller?: Pick<OutlineSearch, 'chosen' | 'recorded'>,
) => Promise<ScoredStudy>;

/** What the image gave, or why there was none to look at. */
type Computed =
  | { readonly kind: 'of-image'; readonly image: ScoredStudy }
  | { readonly kind: 'no-image'; readonly why: NotProduced };

/** Calls under way, answered or not, and computations that they share, beyond which a new one is told to come again. */
const MAX_CALLS = 256;
const MAX_IN_FLIGHT = 32;
const LATE = { kind: 'no-image', why: notProduced('still-computing') } as const;

export function createScoreStudy(parts: ScoreParts): ScoreStudy {
  const inFlight = new Map<string, Promise<Computed>>();
  const rules = qualityRules(parts.model.manifest.quality, parts.quality);
  const shared = (study: StudyReference, outline: OutlineReference, until: Deadline): Promise<Computed> => {
    const key = scoreKey(study, outline, parts.model, rules);
    // The whole reference: two records may place one study in different archives.
    const name = JSON.stringify([key, study]);
    const known = inFlight.get(name);
    if (known !== undefined) return known;
    if (inFlight.size >= MAX_IN_FLIGHT) return Promise.resolve(LATE);
    const work = compute(key, outline, parts, rules, until).finally(() => inFlight.delete(name));
    inFlight.set(name, work);
    return work;
  };
  let running = 0;
  return async (study, deadline, record, caller = {}) => {
    if (running >= MAX_CALLS) return withoutScore(study, LATE.why);
    running += 1;
    const until = deadlineIn(parts.backgroundMs);
    const work = locateOutline(study, parts.dicomweb, until, { ...parts.outlines, ...caller })
      .then((outline) => ('kind' in outline ? ({ kind: 'no-image', why: outline } as const) : shared(study, outline, until)))
      .then((computed) => {
        recordMismatch(computed, parts.log);
        return computed;
      })
      .catch((error: unknown): Computed => {
        parts.log('error', 'score-failed', {
          code: 'internal-failure',
          error: error instanceof Error ? error.name : 'unknown',
        });
        return { kind: 'no-image', why: notProduced('internal-failure') };
      })
      .finally(() => {
        running -= 1;
      });
    const computed = await withinDeadline(work, deadline, LATE);
    return computed.kind === 'of-image' ? inRecord(computed.image, study, record, rules) : withoutScore(study, computed.why);
  };
}

async function compute(
  key: string,
  outline: OutlineReference,
  parts: ScoreParts,
  rules: QualityRules,
  deadline: Deadline,
): Promise<Computed> {
  const stored = await parts.store.findScore(key).catch((error: unknown) => storeFailed(parts.log, error));
  if (stored !== undefined) return { kind: 'of-image', image: stored };

  const started = performance.now();
  const loaded = await loadLesion(outline, parts.dicomweb, deadline);
  if (loaded.kind === 'not-produced') return { kind: 'no-image', why: loaded };
  const { lesion, quality } = loaded;
  const { findings } = checkQuality(quality, rules);
  const score = refusedBecauseOf(findings) ?? (await scoreLesion(lesion, parts.model, parts.plan));
  const image: ScoredStudy = { score, laterality: lesion.laterality, findings, ...dated(lesion.studyDate) };
  parts.log('info', 'score-computed', { scoreState: score.kind, durationMs: Math.round(performance.now() - started) });
  if (isLasting(score)) void parts.store.saveScore(key, image).catch((error: unknown) => storeFailed(parts.log, error));
  return { kind: 'of-image', image };
}

/**
 * What the image states of side and date is kept; what the record says is read anew, since it may be corrected: the same
 * image can be of the wrong side today and of the right one tomorrow.
 */
function inRecord(
  { score, laterality, studyDate, findings = [] }: ScoredStudy,
  study: StudyReference,
  record: RecordOfLesion | undefined,
  rules: QualityRules,
): ScoredStudy {
  const date = studyDate ?? study.date;
  const sides = [study.laterality, ...(record?.sides ?? [])];
  const ofRecord = recordFindings({ laterality, ...(date === undefined ? {} : { date }) }, { ...record, sides }, rules);
  return {
    score: (score.kind === 'not-produced' ? undefined : refusedBecauseOf(ofRecord)) ?? score,
    laterality: agreedSide(laterality, study.laterality),
    findings: [...ofRecord, ...findings],
    ...dated(date),
  };
}

function refusedBecauseOf(findings: readonly QualityFinding[]): NotProduced | undefined {
  const reasons = findings
    .filter(({ severity }) => severity === 'blocks')
    .map(({ code, measured, limit }) => ({ code, detail: limit === undefined ? measured : `${measured}, limit ${limit}` }));
  return reasons.length === 0 ? undefined : { kind: 'not-produced', reasons };
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

/** For the audit: an object of another patient or study lies where this record points. */
function recordMismatch(computed: Computed, log: Log): void {
  const code = 'patient-mismatch';
  if (computed.kind === 'no-image' && computed.why.reasons.some((reason) => reason.code === code))
    log('warn', 'identity-refused', { code });
}

function storeFailed(log: Log, error: unknown): undefined {
  log('warn', 'store-failed', { error: error instanceof Error ? error.name : 'unknown' });
  return undefined;
}
