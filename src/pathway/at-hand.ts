/**
 * Which of several drafts a call is about: the one whose row warns, then one with a card, then one that is silent, so that no
 * draft hides what another one asks for. PATHWAY M8 leaves room for one card. Decided without the image (M1); a drug that rests
 * on HER2 keeps the image out of the whole answer, also where another draft is at hand (M2).
 */
import type { OrderClass, PathwayFacts } from '../core/index.ts';
import { NOTHING_FOUND } from './author-facts.ts';
import type { Application } from './service-content.ts';

const HER2_DRUGS: ReadonlySet<OrderClass> = new Set(['t-dxd', 'anti-her2']);

export function atHand(facts: PathwayFacts, apply: (facts: PathwayFacts) => Application): Application {
  const { order, otherOrders = [] } = facts;
  if (otherOrders.length === 0) return apply(facts);
  const drafts = [order, ...otherOrders];
  const { imaging } = NOTHING_FOUND;
  let chosen = order;
  let most = -1;
  for (const draft of drafts) {
    const says = weight(apply({ ...facts, order: draft, imaging }));
    if (says > most) [chosen, most] = [draft, says];
  }
  const isOther = chosen === order ? {} : { order: chosen };
  if (!drafts.some(({ class: kind }) => HER2_DRUGS.has(kind))) return { ...apply({ ...facts, order: chosen }), ...isOther };
  return { ...apply({ ...facts, order: chosen, imaging }), ...isOther, usesImaging: false };
}

function weight({ proposal }: Application): number {
  if (proposal === undefined) return 0;
  return proposal.indicator === 'warning' ? 2 : 1;
}
