/**
 * The HER2 radiomics score and its states (PATHWAY section 1). It estimates P(HER2-expressing: IHC 1+, 2+, 3+)
 * against HER2-zero; it never establishes HER2 status. A number exists only for `scored` and `uncertain`.
 */
import type { NotProduced } from './reasons.ts';

export type ScoreBand = 'low' | 'indeterminate' | 'high';

/** 90 % interval of the probability. */
export interface ScoreInterval {
  readonly lower: number;
  readonly upper: number;
  readonly level: 0.9;
}

/** One feature's share of the linear predictor: coefficient x standardised value. */
export interface Contribution {
  readonly feature: string;
  readonly value: number;
  readonly standardised: number;
  readonly contribution: number;
}

interface Scored {
  readonly probability: number;
  readonly interval: ScoreInterval;
  readonly contributions: readonly Contribution[];
}

export interface OutOfDistributionReason {
  readonly code: 'feature-out-of-range' | 'unusual-combination' | 'spacing-out-of-range' | 'size-out-of-range';
  /** Plain words for the app and the card. */
  readonly text: string;
}

export type ModelScore =
  | ({ readonly kind: 'scored'; readonly band: ScoreBand } & Scored)
  | ({ readonly kind: 'uncertain' } & Scored)
  | { readonly kind: 'out-of-distribution'; readonly reasons: readonly OutOfDistributionReason[] };

export type ScoreState = ModelScore | NotProduced;

/** What every surface that shows a score must say of the model behind it. */
export interface ModelIdentity {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the manifest file, lower-case hex. */
  readonly sha256: string;
  /** True for a model that was fitted on simulated data. */
  readonly demonstration: boolean;
  /** e.g. "Demonstration model on simulated data, not for clinical use." */
  readonly statement: string;
  /** M4: of the validation lesions in the low band, how many were HER2-expressing. */
  readonly lowBandResidual: { readonly expressing: number; readonly total: number };
}
