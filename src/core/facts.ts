/**
 * Clinical facts of one patient: what tumour/ finds in FHIR resources and pathway/ reads by FHIRPath.
 * Plain JSON. "Not found" is its own value everywhere: absence is never read as "no" (PATHWAY M9).
 */

import type { Laterality } from './lesion.ts';
import type { NotProducedCode } from './reasons.ts';
import type { ScoreBand } from './score.ts';

/** PATHWAY section 3. */
export const HER2_STATUSES = [
  'POSITIVE',
  'EQUIVOCAL',
  'LOW',
  'ULTRALOW',
  'ZERO',
  'ZERO_UNSPECIFIED',
  'NEGATIVE_UNSPECIFIED',
  'INDETERMINATE',
  'DISCORDANT',
  'UNKNOWN',
] as const;
export type Her2Status = (typeof HER2_STATUSES)[number];

export type Confidence = 'coded' | 'text' | 'derived';

export interface Evidence {
  /** Relative reference, e.g. `Observation/her2-1`. */
  readonly source: string;
  /** FHIRPath of the element read. */
  readonly path: string;
  readonly confidence: Confidence;
  /** The text as it stands in the record, for display only. */
  readonly raw?: string;
}

/** IHC score of one specimen; '0' is "0, staining not stated". */
export type IhcScore = '0' | '0-absent' | '0+' | '1+' | '2+' | '3+' | 'indeterminate' | 'negative' | 'positive';
export type IshResult = 'amplified' | 'not-amplified' | 'equivocal';

export interface Her2Result {
  readonly status: Her2Status;
  readonly ihc?: IhcScore;
  readonly ish?: IshResult;
  /** Specimen reference or display; undefined where the record names none. */
  readonly specimen?: string;
  readonly site?: string;
  readonly laterality: Laterality;
  /** ISO date of the observation (day), where stated. */
  readonly date?: string;
  readonly lab?: string;
  /** "IHC 1+", "IHC 0, staining not stated": for cards. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export interface Her2Facts {
  readonly status: Her2Status;
  readonly current?: Her2Result;
  /** Every usable result, newest first, one a specimen; sides never merged. */
  readonly results: readonly Her2Result[];
  /** Results that exist but must not be used (preliminary, cancelled, other), as text with their dates. */
  readonly pending: readonly { readonly text: string; readonly date?: string; readonly source: string }[];
  /** The two sides carry different status. */
  readonly bilateralConflict: boolean;
}

export type HormoneReceptorStatus = 'positive' | 'negative' | 'not-found';

export type OrderClass =
  | 'none'
  | 'breast-biopsy'
  | 'metastasis-biopsy'
  | 'her2-test'
  | 't-dxd'
  | 'anti-her2'
  | 'no-her2-question'
  | 'other';

export interface OrderFacts {
  /** Class of the order at hand; with several drafts, the one whose row ranks first. */
  readonly class: OrderClass;
  /** Text of that order as the record shows it. */
  readonly text?: string;
  readonly reference?: string;
  /** A draft of this call that already asks for HER2. */
  readonly her2InDraft: boolean;
  /** An active (not draft) HER2 order on file. */
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
  readonly evidence: readonly Evidence[];
}

export interface UntestedSpecimen {
  readonly reference: string;
  readonly text: string;
  /** ISO date of collection, where stated. */
  readonly date?: string;
}

/** Facts that need no image. `tumour.tissueFacts` makes them. */
export interface TissueFacts {
  readonly her2: Her2Facts;
  readonly er: HormoneReceptorStatus;
  readonly pr: HormoneReceptorStatus;
  readonly hr: HormoneReceptorStatus;
  readonly disease: DiseaseFacts;
  readonly order: OrderFacts;
  /** Tissue specimens on file without any HER2 result, newest first (PATHWAY P4). */
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
