/** The result of one use of the service for one patient: facts, score state and what the pathway proposes. */
import type { PathwayFacts } from './facts.ts';
import type { Proposal } from './proposal.ts';
import type { ModelIdentity, ScoreState } from './score.ts';

export interface Assessment {
  readonly facts: PathwayFacts;
  readonly score: ScoreState | { readonly kind: 'not-asked' };
  readonly model?: ModelIdentity;
  /** Row met, even where that row gives no card. */
  readonly row?: string;
  readonly proposal?: Proposal;
}
