/**
 * Which of several drafts a call is about: the one whose row warns, then one with a card, then one that is silent, so that no
 * draft hides what another one asks for. PATHWAY M8 leaves room for one card. Decided without the image (M1, M2).
 */
import type { PathwayFacts } from '../core/index.ts';
import { NOTHING_FOUND } from './author-facts.ts';
import type { Application } from './service-content.ts';

export function atHand(facts: PathwayFacts, apply: (facts: PathwayFacts) => Application): Application {
  const { order, otherOrders = [] } = facts;
  if (otherOrders.length === 0) return apply(facts);
  let chosen = order;
  let most = -1;
  for (const each of [order, ...otherOrders]) {
    const says = weight(apply({ ...facts, order: each, imaging: NOTHING_FOUND.imaging }));
    if (says > most) [chosen, most] = [each, says];
  }
  return chosen === order ? apply(facts) : { ...apply({ ...facts, order: chosen }), order: chosen };
}

function weight({ proposal }: Application): number {
  if (proposal === undefined) return 0;
  return proposal.indicator === 'warning' ? 2 : 1;
}
