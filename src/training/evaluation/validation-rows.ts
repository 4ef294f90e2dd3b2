/** One lesion as the validation sees it: what is known of it, and what the locked model says. */
import type { SplitName } from './results-parts.ts';

export const IHC_SCORES = ['0', '0+', '1+', '2+', '3+'] as const;
export type IhcScore = (typeof IHC_SCORES)[number];

/** Names of the usual other models in `others`. */
export const SIZE_ONLY = 'size only';
export const CLINICAL_ONLY = 'clinical variables only';

export interface ValidationRow {
  readonly patient: string;
  readonly split: SplitName;
  /** 1 = positive class of the endpoint. */
  readonly label: 0 | 1;
  /** Of the model under validation, after recalibration where the model has one. */
  readonly probability: number;
  /** Probabilities of models to compare with, by name. */
  readonly others: Readonly<Record<string, number>>;
  /** Whether the lesion lies within the range of the training lesions; left out where it was not looked at. */
  readonly inTrainingRange?: boolean | undefined;
  readonly site?: string | undefined;
  readonly device?: string | undefined;
  readonly ageYears?: number | undefined;
  readonly sizeMm?: number | undefined;
  readonly ihc?: IhcScore | undefined;
  readonly ish?: 'not-amplified' | 'amplified' | undefined;
}

export type Her2Group = 'zero' | 'low' | 'positive' | 'unknown';

/** ASCO-CAP 2018 words: 0 and 0+ are zero, 1+ and 2+ without amplification are low, 3+ and 2+ amplified are positive. */
export function her2Group({ ihc, ish }: Pick<ValidationRow, 'ihc' | 'ish'>): Her2Group {
  switch (ihc) {
    case '0':
    case '0+':
      return 'zero';
    case '1+':
      return 'low';
    case '2+':
      return ish === undefined ? 'unknown' : ish === 'amplified' ? 'positive' : 'low';
    case '3+':
      return 'positive';
    case undefined:
      return 'unknown';
  }
}
