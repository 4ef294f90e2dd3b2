/** One service folder after checking: what discovery shows, how orders are recognised, and the rules. */
import type { Hook, OrderClassRule, OrderFacts, PathwayFacts, Proposal } from '../core/index.ts';
import type { Site } from './site.ts';

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
  /** Rows that are met beside it and merged into its card. */
  readonly merged: readonly string[];
  /** The row reads the imaging result: with `imaging.state` 'pending', compute it and apply again. */
  readonly usesImaging: boolean;
  readonly proposal?: Proposal;
  /** The draft that it is about, where it is not `order` of the facts but one of `otherOrders`. */
  readonly order?: OrderFacts;
}

export interface RowDescription {
  readonly id: string;
  readonly title: string;
  readonly hooks: readonly Hook[];
  readonly hasCard: boolean;
  readonly usesImaging: boolean;
  /** Rows into whose card it is merged. */
  readonly mergedInto: readonly string[];
  /** FHIRPath, as written: of the group, then of the row. */
  readonly conditions: readonly string[];
  readonly citations: readonly { readonly display: string; readonly url?: string | undefined }[];
  readonly actions: readonly { readonly id: string; readonly prefix: string; readonly title: string }[];
}

export interface ServiceContent {
  readonly version: string;
  readonly services: readonly HookService[];
  readonly orderClasses: readonly OrderClassRule[];
  readonly site: Site;
  /** Every row in document order, for tables and coverage. */
  readonly rows: readonly RowDescription[];
  /** First row in document order whose trigger and conditions hold; of several drafts, for the one whose row says most. */
  apply(facts: PathwayFacts): Application;
  /** Every row that holds, merged ones left out: more than one is an overlap, none is a gap (PATHWAY M10). */
  matchingRows(facts: PathwayFacts): readonly string[];
  /** Truth of every condition of rows and actions, and of the parts they are made of, by place: for decision coverage. */
  explain(facts: PathwayFacts): ReadonlyMap<string, boolean>;
}
