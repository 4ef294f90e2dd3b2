/** The result of one use of the service for one patient: facts, score state and what the pathway proposes. */
import type { PathwayFacts } from './facts.ts';
import type { GreyImage, Lesion } from './lesion.ts';
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

/** What the details app shows of a lesion: the frame and its outline in pixel coordinates. */
export interface LesionView {
  readonly image: GreyImage;
  readonly lesion: Lesion;
  /** Closed rings [x0, y0, x1, y1, ...] in pixel-corner coordinates, outer rings and holes alike. */
  readonly outline: readonly (readonly number[])[];
}
