/** What an expression sees: `%facts` of the patient, `%site` as configured, and `%label`, the rows of the drug label that apply. */
import type { PathwayFacts } from '../core/index.ts';
import type { LabelFacts } from './label-facts.ts';
import type { Site } from './site.ts';

export interface Scope {
  /** The FHIRPath engine may change them: a copy of your own. */
  readonly facts: PathwayFacts;
  readonly site: Site;
  readonly label: LabelFacts;
}
