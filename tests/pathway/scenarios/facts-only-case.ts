/** The one case of the tables that no record gives: breasts in conflict without a result. Stated as facts, so that it is decided too. */
import { content, facts } from '../her2-low-content.ts';
import { type Evaluated, responseOf } from './evaluate.ts';

export function factsOnlyCase(): Evaluated & { readonly id: string } {
  const stated = facts({ her2: { ...facts().her2, bilateralConflict: true } });
  const application = content.apply(stated);
  return { id: 'facts', content, facts: stated, application, response: responseOf(application, 'p1') };
}
