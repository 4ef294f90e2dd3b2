/** One service folder after checking: what discovery shows, how orders are recognised, and the rules. */
import type { Hook, OrderClassRule, PathwayFacts, Proposal } from '../core/index.ts';

/** One entry of CDS Hooks discovery. */
export interface HookService {
  readonly id: string;
  readonly hook: Hook;
  readonly title: string;
  readonly description: string;
  /** Prefetch key to query template (CDS Hooks 2.0, prefetch). */
  readonly prefetch: Readonly<Record<string, string>>;
  /** Keys without which no advice is possible: neither sent nor obtainable is `missing-data`. */
  readonly requiredPrefetch: readonly string[];
}

export interface Application {
  /** Row met, with or without a card; undefined outside the context of the pathway. */
  readonly row?: string;
  /** The row reads the imaging result: with `imaging.state` 'pending', compute it and apply again. */
  readonly usesImaging: boolean;
  readonly proposal?: Proposal;
}

export interface ServiceContent {
  readonly version: string;
  readonly services: readonly HookService[];
  readonly orderClasses: readonly OrderClassRule[];
  /** First row in document order whose trigger and conditions hold. */
  apply(facts: PathwayFacts): Application;
  /** Every row that holds, in document order: more than one is an overlap (PATHWAY M10). */
  matchingRows(facts: PathwayFacts): readonly string[];
}
