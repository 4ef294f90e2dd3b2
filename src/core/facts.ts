/**
 * Clinical facts of one patient: what tumour/ finds in FHIR resources and pathway/ reads by FHIRPath.
 * Plain JSON. "Not found" is its own value everywhere: absence is never read as "no" (PATHWAY M9).
 */

import type {
  Evidence,
  HormoneReceptorStatus,
  OpenOrder,
  ReceptorFact,
  SafetyFacts,
  Sex,
  TherapyFacts,
  UserFacts,
} from './chart-facts.ts';
import type { Her2Facts, Her2Status, TissueOrigin } from './her2-facts.ts';
import type { Laterality } from './lesion.ts';
import type { NotProducedCode } from './reasons.ts';
import type { ScoreBand } from './score.ts';

export type OrderClass =
  | 'none'
  | 'breast-biopsy'
  | 'metastasis-biopsy'
  | 'her2-test'
  | 't-dxd'
  | 'anti-her2'
  | 'no-her2-question'
  | 'other';

/** A HER2 result that an order meets. */
export interface OrderResult {
  readonly status: Her2Status;
  readonly text: string;
  readonly date?: string;
  readonly ageDays?: number;
  /** Reference of the Observation. */
  readonly source: string;
}

export interface OrderFacts {
  /** Class of the order. */
  readonly class: OrderClass;
  /** Text of that order as the record shows it. */
  readonly text?: string;
  readonly reference?: string;
  /** Body site that the order names. */
  readonly site?: string;
  readonly laterality?: Laterality;
  /** Specimen that the order names, as a relative reference. */
  readonly specimen?: string;
  /** Of a HER2 test: what it asks for. Both are absent where the order does not say. */
  readonly her2Tests?: readonly ('her2-ihc' | 'her2-ish')[];
  /** Of a HER2 test: the result of the same method on the same specimen; absent: not found. */
  readonly specimenResult?: OrderResult;
  /** Of a biopsy: the newest result from the lesion that it names; absent: not found. */
  readonly siteResult?: OrderResult;
  /** A draft of this call that already asks for HER2. */
  readonly her2InDraft: boolean;
  /** An active (not draft) HER2 order on file without a result, no older than the site's window. */
  readonly her2Active: boolean;
  readonly her2ActiveDate?: string;
}

export interface DiseaseFacts {
  /** An active, not refuted breast cancer Condition. */
  readonly breastCancer: boolean;
  readonly breastCancerText?: string;
  readonly laterality: Laterality;
  /** A suspicious breast lesion (Condition) with a breast biopsy ordered, drafted or done. */
  readonly suspiciousLesionWithBiopsy: boolean;
  readonly stage: 'early' | 'metastatic' | 'not-found';
  /** The statement that decided: "Stage IIB", "Secondary malignant neoplasm of liver". */
  readonly stageText?: string;
  /** First date of metastatic disease. */
  readonly metastaticSince?: string;
  /** Stated as unresectable or inoperable; absent: not found. */
  readonly unresectable?: true;
  /** Distant metastases on the problem list, by site. */
  readonly metastases?: readonly { readonly text: string; readonly source: string; readonly date?: string }[];
  /** A biopsy of a metastasis that is drafted, ordered or done. */
  readonly metastasisBiopsy?: {
    readonly text: string;
    readonly source: string;
    readonly date?: string;
    readonly ageDays?: number;
  };
  readonly evidence: readonly Evidence[];
}

export interface UntestedSpecimen {
  readonly reference: string;
  readonly text: string;
  /** ISO date of collection, where stated. */
  readonly date?: string;
  readonly ageDays?: number;
  readonly origin?: TissueOrigin;
}

/** Facts that need no image. `tumour.tissueFacts` makes them. */
export interface TissueFacts {
  readonly her2: Her2Facts;
  readonly er: HormoneReceptorStatus;
  readonly pr: HormoneReceptorStatus;
  readonly hr: HormoneReceptorStatus;
  readonly receptors: { readonly er: ReceptorFact; readonly pr: ReceptorFact };
  readonly disease: DiseaseFacts;
  readonly therapy: TherapyFacts;
  readonly safety: SafetyFacts;
  /** The order at hand; with several drafts the pathway may take one of `otherOrders`. */
  readonly order: OrderFacts;
  /** The other drafts of the call that may be at hand. The pathway takes the one whose row says most. */
  readonly otherOrders?: readonly OrderFacts[];
  /** Newest first; drafts of the call among them, the order at hand included. */
  readonly openOrders: readonly OpenOrder[];
  readonly user: UserFacts;
  readonly sex: Sex;
  /** Tissue specimens on file without any HER2 result or open HER2 order, newest first (PATHWAY P4, M8). */
  readonly untestedSpecimens: readonly UntestedSpecimen[];
  /** What was searched, for "not found" sentences: resource types with the number read. */
  readonly searched: readonly { readonly type: string; readonly count: number; readonly complete: boolean }[];
}

/** The imaging result in words that a card may show; numbers are strings already rounded. */
export interface ImagingFacts {
  /** `not-asked`: no row of the pathway wants it; `pending`: asked of the pathway before it is computed. */
  readonly state: 'not-asked' | 'pending' | 'scored' | 'uncertain' | 'out-of-distribution' | 'not-produced';
  readonly band?: ScoreBand;
  readonly score?: string;
  readonly lower?: string;
  readonly upper?: string;
  /** Codes of `not-produced`; empty otherwise. */
  readonly codes: readonly NotProducedCode[];
  /** Plain words of the reasons, joined with "; ". */
  readonly reasonText?: string;
  readonly studyFound: boolean;
  /** A study exists, but no outline that can be used (P10). */
  readonly outlineMissing: boolean;
  readonly lesionText?: string;
  readonly studyDate?: string;
  /** The statement of a demonstration model. */
  readonly modelStatement?: string;
  readonly lowResidual?: { readonly expressing: number; readonly total: number; readonly percent: string };
}

export type Hook = 'patient-view' | 'order-select' | 'order-sign';

/** The one object that FHIRPath conditions see, as `%facts`. */
export interface PathwayFacts extends TissueFacts {
  readonly hook: Hook;
  /** ISO date of the call. */
  readonly today: string;
  readonly patientId: string;
  readonly imaging: ImagingFacts;
}
