/**
 * Facts of the chart beside HER2 itself: hormone receptors, prior systemic therapy, safety items, tests asked for, user.
 * "Not found" is its own value everywhere: absence is never read as "no" (PATHWAY M9).
 */

export type Confidence = 'coded' | 'text' | 'derived';

export interface Evidence {
  /** Relative reference, e.g. `Observation/her2-1`. */
  readonly source: string;
  /** FHIRPath of the element read. */
  readonly path: string;
  readonly confidence: Confidence;
  /** ISO day, month or year that the element or its resource states. */
  readonly date?: string;
  /** The text as it stands in the record, for display only. */
  readonly raw?: string;
}

/** Whether the record holds a thing at all. "Not found" is never "no". */
export type Presence = 'found' | 'not-found';

export type HormoneReceptorStatus = 'positive' | 'negative' | 'not-found';

/** One hormone receptor: the newest usable result. */
export interface ReceptorFact {
  readonly status: HormoneReceptorStatus;
  /** Share of stained nuclei, where one number is stated. */
  readonly percent?: number;
  /** 1 to 10 %: shown, not decided on (EVIDENCE 2.1). */
  readonly lowPositive: boolean;
  readonly date?: string;
  readonly ageDays?: number;
  readonly specimen?: string;
  readonly evidence: readonly Evidence[];
}

/** One measurement, test or diagnosis of the chart, the newest usable one. */
export interface ChartItem {
  readonly state: Presence;
  /** Ready to be shown: "46 %", "Interstitial lung disease". */
  readonly text?: string;
  /** The number, in `unit`, where one is stated exactly. */
  readonly value?: number;
  /** Of an ejection fraction without an exact number: the percentage that it does not exceed, also where `state` is "not found". */
  readonly upper?: number;
  readonly unit?: string;
  readonly date?: string;
  readonly ageDays?: number;
  readonly evidence: readonly Evidence[];
}

/** What the trastuzumab deruxtecan checklist asks of the chart (PATHWAY P7, EVIDENCE 1.5). Windows are the site's: use `ageDays`. */
export interface SafetyFacts {
  /** Interstitial lung disease or pneumonitis, now or in the past. */
  readonly ild: ChartItem;
  readonly lvef: ChartItem;
  readonly cbc: ChartItem;
  readonly renal: ChartItem;
  /** A pregnancy test, status or Condition. `applies` is false for a patient recorded as male. */
  readonly pregnancy: ChartItem & {
    readonly applies: boolean;
    readonly answer?: 'pregnant' | 'not-pregnant';
  };
  readonly chestCt: ChartItem;
}

export type TherapyKind = 'endocrine' | 'chemotherapy' | 'cdk4-6' | 'anti-her2' | 't-dxd' | 'other-systemic';

/** Orders and administrations of one drug that follow each other. */
export interface TherapyCourse {
  readonly kind: TherapyKind;
  readonly text: string;
  readonly start?: string;
  readonly end?: string;
  readonly intent?: 'palliative' | 'curative';
  /** A line in the metastatic setting: palliative intent and a start are both stated (EVIDENCE 2.3). */
  readonly metastaticLine: boolean;
  readonly evidence: readonly Evidence[];
}

/** Prior systemic therapy. A course without stated intent and start is listed and counts as no line. */
export interface TherapyFacts {
  /** An endocrine line in the metastatic setting. */
  readonly endocrineLine: Presence;
  /** A chemotherapy line in the metastatic setting, or recurrence during or within six months after adjuvant chemotherapy. */
  readonly chemotherapyLine: Presence;
  /** Newest first. */
  readonly courses: readonly TherapyCourse[];
}

export type TestKind = 'her2-ihc' | 'her2-ish' | 'er' | 'pr' | 'echocardiogram' | 'chest-ct' | 'cbc' | 'renal' | 'pregnancy-test';

/** A test that is asked for already: a draft, or an active order with no result yet and no older than the site's window. */
export interface OpenOrder {
  readonly tests: readonly TestKind[];
  readonly state: 'draft' | 'active';
  readonly text: string;
  readonly reference: string;
  readonly date?: string;
  readonly ageDays?: number;
  /** Relative reference of the specimen that it names. */
  readonly specimen?: string;
}

export type UserRole = 'oncology' | 'breast-surgery' | 'breast-radiology' | 'pathology' | 'other';

/** Who has opened the chart, as far as the Practitioner or PractitionerRole of the hook says. */
export interface UserFacts {
  readonly state: Presence;
  /** `other`: specialties are stated and none of them is one of the others. Empty where none is stated. */
  readonly roles: readonly UserRole[];
  readonly text?: string;
}

export type Sex = 'female' | 'male' | 'other' | 'not-found';
