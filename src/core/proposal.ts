/**
 * What the pathway proposes: content of one card, already in words. cds-hooks/ turns it into the wire format
 * and never computes; pathway/ makes it and knows nothing of the wire.
 */
import type { FhirResource } from 'fhir/r4.js';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** `description` is what the clinician reads on the button. */
export type ProposedAction =
  | {
      readonly kind: 'create';
      readonly description: string;
      /** Draft or proposal only (PATHWAY M7). */
      readonly resource: FhirResource;
    }
  | {
      readonly kind: 'delete';
      readonly description: string;
      /** Relative reference of a draft of the call. */
      readonly resourceId: string;
    };

export interface ProposedSuggestion {
  /** PATHWAY section 4 id: P1 ... P9. */
  readonly id: string;
  readonly label: string;
  readonly recommended: boolean;
  readonly actions: readonly ProposedAction[];
}

/** P10 and P11: the details app, with what it should open on. */
export interface ProposedLink {
  readonly id: 'P10' | 'P11';
  readonly label: string;
  readonly view: 'details' | 'outline';
}

export interface Proposal {
  /** Row of PATHWAY section 5 or 6, e.g. `R1`, `O4`. */
  readonly row: string;
  /** Rows merged into this card: the safety row 20. */
  readonly merged?: readonly string[];
  readonly indicator: 'info' | 'warning';
  readonly summary: string;
  /** Markdown-free sentences, tissue facts first, at most five; the research line among them. */
  readonly bullets: readonly string[];
  readonly suggestions: readonly ProposedSuggestion[];
  /** Of a warning that offers tasks only: its bullets with what to ask for by hand, for a client that takes no tasks. */
  readonly bulletsWithoutTasks?: readonly string[];
  /** Absent: any of them. */
  readonly selectionBehavior?: 'at-most-one';
  /** Said once of the same HER2 results and stage, not once a day (PATHWAY R9). */
  readonly once?: true;
  readonly links: readonly ProposedLink[];
  readonly source: { readonly label: string; readonly url?: string; readonly topic: Coding };
  readonly overrideReasons: readonly Coding[];
}
