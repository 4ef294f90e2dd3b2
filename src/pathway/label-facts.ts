/** The rows of the drug label of the site's jurisdiction that the patient's disease falls under. Label, not trial (PATHWAY 7). */
import { JURISDICTIONS, type Jurisdiction } from './site.ts';

export interface LabelFacts {
  readonly jurisdiction: Jurisdiction;
  /** The prior line that one of the rows asks for is found. */
  readonly lineFound: boolean;
  readonly rows: readonly { readonly id: string; readonly lineFound: boolean }[];
  /** What the rows say, in the language of the texts; empty where no row applies. */
  readonly text: string;
}

export const LABEL_SHAPE = {
  jurisdiction: JURISDICTIONS,
  lineFound: 'any',
  rows: { id: 'any', lineFound: 'any' },
  text: 'any',
} as const;
