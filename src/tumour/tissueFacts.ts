import type { DraftOrders, OrderClassRule, PatientRecord, TissueFacts } from '../core/index.ts';

export type TumourFacts = TissueFacts;

export interface TissueFactsContext {
  /** ISO date of the call. */
  readonly today: string;
  readonly orderClasses: readonly OrderClassRule[];
}

export function tissueFacts(record: PatientRecord, _drafts: DraftOrders, _context: TissueFactsContext): TumourFacts {
  return {
    her2: { status: 'UNKNOWN', results: [], pending: [], bilateralConflict: false },
    er: 'not-found',
    pr: 'not-found',
    hr: 'not-found',
    disease: { breastCancer: false, laterality: 'unknown', suspiciousLesionWithBiopsy: false, stage: 'not-found', evidence: [] },
    order: { class: 'none', her2InDraft: false, her2Active: false },
    searched: record.searched,
  };
}
