/** The record of one patient as a caller's token shows it, and the score of its breast ultrasound study, for the app. */
import type { ChosenOutline, Deadline, PatientRecord, StudyReference, TissueFacts } from '../core/index.ts';
import { type FhirClient, gather, NO_DRAFTS, recordedOutlines, selectStudy } from '../fhir/index.ts';
import type { OutlineSearch } from '../imaging/index.ts';
import { tissueFacts } from '../tumour/index.ts';
import type { ClinicalContent } from './content.ts';
import { lesionRecord } from './lesion-record.ts';
import type { ScoredStudy, ScoreStudy } from './score-study.ts';

export interface ScoreRequest {
  readonly patientId: string;
  readonly queries: Readonly<Record<string, string>>;
  readonly required: ReadonlySet<string>;
  readonly client: FhirClient;
  readonly studyUid?: string;
  readonly chosen?: ChosenOutline;
}

export interface ReadScoreParts {
  readonly content: ClinicalContent;
  readonly scoreStudy: ScoreStudy;
  /** How a site chooses among several outlines; as in ScoreParts. */
  readonly outlines?: Pick<OutlineSearch, 'preference' | 'askArchive'>;
  readonly today: () => string;
}

export interface ReadScore {
  readonly record: PatientRecord;
  readonly tissue: TissueFacts;
  /** Undefined where no breast ultrasound study could be chosen. */
  readonly study: StudyReference | undefined;
  readonly scored: ScoredStudy;
  /** Whether the site shows imaging results: one in silent mode computes the score and shows it nowhere. */
  readonly isShown: boolean;
  /** How the outline of the score was looked for. */
  readonly search: OutlineSearch;
}

/** Throws as gather does. */
export async function readScore(request: ScoreRequest, parts: ReadScoreParts, deadline: Deadline): Promise<ReadScore> {
  const { client, patientId, chosen } = request;
  const { site, orderClasses, terminology } = parts.content;
  const record = await gather({ ...request, prefetch: {} }, { record: deadline, imaging: deadline });
  const study = await selectStudy(record, client, deadline, request.studyUid);
  const tissue = tissueFacts(record, NO_DRAFTS, {
    today: parts.today(),
    orderClasses,
    openOrderDays: site.windows.openOrderDays,
    terminology,
  });
  const shared = { record, tissue, isShown: site.display === 'cards' && site.imagingDisplay !== 'silent' };
  if ('kind' in study) return { ...shared, study: undefined, scored: { score: study, laterality: 'unknown' }, search: {} };
  const caller: OutlineSearch = {
    ...(chosen === undefined ? {} : { chosen }),
    recorded: (until) => recordedOutlines(client, study, patientId, until),
  };
  const scored = await parts.scoreStudy(study, deadline, lesionRecord(tissue, study), caller);
  return { ...shared, study, scored, search: { ...parts.outlines, ...caller } };
}
