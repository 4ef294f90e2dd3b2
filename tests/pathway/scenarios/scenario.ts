/** A case in few words. `record-of.ts` makes the hook request with its FHIR resources from it. Dates are before 2026-11-22. */
import type { Hook } from '../../../src/core/index.ts';

export type OrderName =
  | 'breast-biopsy'
  | 'liver-biopsy'
  | 'liver-biopsy-with-her2'
  | 'her2-ihc'
  | 'her2-ish'
  | 't-dxd'
  | 'trastuzumab'
  | 'sacituzumab'
  | 'letrozole'
  | 'palbociclib'
  | 'echocardiogram'
  | 'chest-ct'
  | 'blood-count'
  | 'creatinine'
  | 'pregnancy-test'
  | 'other';

export type ImagingName =
  | 'high'
  | 'low'
  | 'uncertain'
  | 'out-of-distribution'
  | 'no-outline'
  | 'no-study'
  | 'still-computing'
  | 'none';

export interface Her2Entry {
  readonly ihc?: '0' | '0-absent' | '0+' | '1+' | '2+' | '3+' | 'negative' | 'unreadable';
  /** The value as a text, in place of a coded score. */
  readonly words?: string;
  readonly ish?: 'amplified' | 'not-amplified';
  /** HER2/CEP17 ratio without copies. */
  readonly ratio?: number;
  readonly from: 'primary' | 'liver' | 'bone';
  readonly side?: 'left' | 'right';
  /** Of collection and result. */
  readonly date: string;
  /** The Specimen that the result names is not in the record. */
  readonly specimenUnread?: true;
  readonly status?: 'final' | 'preliminary' | 'entered-in-error' | 'cancelled';
}

export interface Description {
  readonly id: string;
  readonly title: string;
  readonly hook: Hook;
  /** The first is the order at hand. */
  readonly orders?: readonly OrderName[];
  /** Active orders on file. */
  readonly active?: readonly OrderName[];
  readonly her2?: readonly Her2Entry[];
  /** Default: breast cancer on the right side. */
  readonly disease?: 'cancer' | 'both-breasts' | 'lesion' | 'none';
  readonly stage?: 'early' | 'metastatic' | 'unresectable';
  readonly hr?: 'positive' | 'negative';
  /** Lines in the metastatic setting. */
  readonly lines?: readonly ('endocrine' | 'chemotherapy')[];
  readonly ild?: true;
  readonly lvef?: { readonly value: number; readonly date?: string };
  /** Items of the safety checklist that are on file and recent. */
  readonly chart?: readonly ('ct' | 'cbc' | 'renal' | 'pregnancy')[];
  readonly sex?: 'male' | 'female';
  /** A tissue specimen without a HER2 result. */
  readonly untested?: true;
  /** The drafts have no id. */
  readonly draftsWithoutId?: true;
  /** The draft names the specimen of the first HER2 result. */
  readonly sameSpecimen?: true;
  /** Absent: the hook's user was not read. */
  readonly role?: 'oncology' | 'cardiology';
  readonly imaging?: ImagingName;
  /** Prefetch keys that the client did not get to the end. */
  readonly cutOff?: readonly string[];
  /** Site settings that differ from the shipped ones. */
  readonly site?: Readonly<Record<string, unknown>>;
}

export interface Expectation {
  readonly row: string | undefined;
  readonly merged?: readonly string[];
  /** Absent: no card. */
  readonly card?: {
    readonly indicator: 'info' | 'warning';
    readonly summary: string;
    /** `create ServiceRequest P1`, `create Task P3`, `delete P3`; a star marks what is recommended. */
    readonly suggestions: readonly string[];
  };
}

export type Scenario = Description & { readonly expected: Expectation };
