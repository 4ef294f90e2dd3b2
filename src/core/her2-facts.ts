/** HER2 status from tissue (PATHWAY section 3): one result a specimen, the current one, and what must not be used. */
import type { Evidence } from './chart-facts.ts';
import type { Laterality } from './lesion.ts';

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

/** IHC score of one specimen; '0' is "0, staining not stated". */
export type IhcScore = '0' | '0-absent' | '0+' | '1+' | '2+' | '3+' | 'indeterminate' | 'negative' | 'positive';
export type IshResult = 'amplified' | 'not-amplified' | 'equivocal';

/** What the record says a tissue is from; absent where it does not say. */
export type TissueOrigin = 'primary' | 'metastasis';

export interface Her2Result {
  readonly status: Her2Status;
  readonly ihc?: IhcScore;
  readonly ish?: IshResult;
  /** What the specimen is called: its display, type or reference; undefined where the record names none. */
  readonly specimen?: string;
  /** `Specimen/...`, where the result refers to one: for orders on the same block. */
  readonly specimenReference?: string;
  readonly site?: string;
  readonly laterality: Laterality;
  /** ISO date of the observation (day), where stated. */
  readonly date?: string;
  /** Whole days from `date` to the day of the call, where `date` is a day. */
  readonly ageDays?: number;
  readonly origin?: TissueOrigin;
  readonly lab?: string;
  /** ISH group of ASCO-CAP 2018, stated or computed; the stated one wins. */
  readonly ishGroup?: 1 | 2 | 3 | 4 | 5;
  /** The laboratory flags the result as borderline (PATHWAY P3). */
  readonly borderline?: boolean;
  /** What a pathologist has to know beside the result: a recount due, a stated group that differs from the numbers. */
  readonly comment?: string;
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
