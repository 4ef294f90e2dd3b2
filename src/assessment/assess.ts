/**
 * The use case: one hook call becomes one assessment. Tissue facts decide first; the image is asked for only where
 * the pathway row that is met wants it, within its own deadline, and can never delay or change tissue-based advice.
 */

import {
  type Assessment,
  type Deadline,
  type DraftOrders,
  deadlineIn,
  type Hook,
  type ModelIdentity,
  notProduced,
  type PathwayFacts,
  type PatientRecord,
  type StudyReference,
  type TissueFacts,
} from '../core/index.ts';
import { type FhirClient, gather, recordedOutlines, selectStudy, withReferredMedications } from '../fhir/index.ts';
import type { ServiceContent } from '../pathway/index.ts';
import { tissueFacts } from '../tumour/index.ts';
import type { ClinicalContent } from './content.ts';
import { IMAGING_PENDING, imagingFacts } from './imaging-facts.ts';
import { lesionRecord } from './lesion-record.ts';
import type { ScoredStudy, ScoreStudy } from './score-study.ts';

export interface AssessmentRequest {
  readonly hook: Hook;
  readonly patientId: string;
  readonly drafts: DraftOrders;
  /** Prefetch key -> filled query. */
  readonly queries: Readonly<Record<string, string>>;
  readonly required: ReadonlySet<string>;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly client: FhirClient | undefined;
}

export interface AssessParts {
  readonly content: ClinicalContent;
  readonly model: ModelIdentity;
  readonly scoreStudy: ScoreStudy;
  /** ISO date of now, in the service's time zone. */
  readonly today: () => string;
  readonly limits: AssessLimits;
}

export interface AssessLimits {
  /** Budget of the FHIR reads that tissue-based advice rests on. */
  readonly fhirMs: number;
  /** Budget of everything that only the research line needs, from the start of the call. */
  readonly imagingMs: number;
}

export interface Assessed {
  readonly assessment: Assessment;
  readonly study?: StudyReference;
}

export type Assess = (request: AssessmentRequest) => Promise<Assessed>;

export function createAssess(parts: AssessParts): Assess {
  return async (request) => {
    const imaging = deadlineIn(parts.limits.imagingMs);
    const reading = deadlineIn(parts.limits.fhirMs);
    const [record, drafts] = await Promise.all([
      gather(request, { record: reading, imaging }),
      withReferredMedications(request.drafts, request, reading),
    ]);
    const tissue = tissueFacts(record, drafts, {
      today: parts.today(),
      orderClasses: parts.content.orderClasses,
      openOrderDays: parts.content.site.windows.openOrderDays,
      terminology: parts.content.terminology,
    });
    const factsWith = (imaging: PathwayFacts['imaging'], order = tissue.order): PathwayFacts => ({
      ...tissue,
      order,
      hook: request.hook,
      today: parts.today(),
      patientId: request.patientId,
      imaging,
    });

    const withoutImage = factsWith(IMAGING_PENDING);
    const first = parts.content.apply(withoutImage);
    if (!first.usesImaging) {
      const facts = factsWith({ ...IMAGING_PENDING, state: 'not-asked' }, first.order);
      return { assessment: { facts, score: { kind: 'not-asked' }, ...outcome(first) } };
    }

    const { scored, study } = await scoreOf(record, tissue, request, parts, imaging);
    const facts = factsWith(imagingFacts(scored, study !== undefined, parts.model), first.order);
    const assessment: Assessment = { facts, score: scored.score, model: parts.model, ...outcome(parts.content.apply(facts)) };
    return study === undefined ? { assessment } : { assessment, study };
  };
}

async function scoreOf(
  record: PatientRecord,
  tissue: TissueFacts,
  request: AssessmentRequest,
  parts: AssessParts,
  deadline: Deadline,
): Promise<{ scored: ScoredStudy; study?: StudyReference }> {
  const study = await selectStudy(record, request.client, deadline);
  if ('kind' in study) return { scored: { score: study, laterality: 'unknown' } };
  const { client, patientId } = request;
  const caller = client === undefined ? {} : { recorded: (until: Deadline) => recordedOutlines(client, study, patientId, until) };
  if (deadline.remainingMs() === 0) {
    // Started all the same, so that the next call finds the score.
    void parts.scoreStudy(study, deadline, lesionRecord(tissue, study), caller);
    return { scored: { score: notProduced('still-computing'), laterality: study.laterality }, study };
  }
  return { scored: await parts.scoreStudy(study, deadline, lesionRecord(tissue, study), caller), study };
}

function outcome(applied: ReturnType<ServiceContent['apply']>): Pick<Assessment, 'row' | 'proposal'> {
  return {
    ...(applied.row === undefined ? {} : { row: applied.row }),
    ...(applied.proposal === undefined ? {} : { proposal: applied.proposal }),
  };
}
