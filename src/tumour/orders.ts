/** The order at hand among the drafts, and HER2 orders that exist already (PATHWAY section 6). */
import type { DraftOrders, OrderClass, OrderClassRule, OrderFacts, PatientRecord } from '../core/index.ts';
import { child, day, selfReference, text } from './elements.ts';
import { asksForHer2, orderClass, orderText } from './order-class.ts';

/**
 * Which of several drafts is the order at hand. Drugs that need a HER2 result come first, so that no other draft of the
 * same signing hides their warning; orders without a HER2 question come last.
 */
const RANK: readonly OrderClass[] = [
  't-dxd',
  'anti-her2',
  'her2-test',
  'breast-biopsy',
  'metastasis-biopsy',
  'other',
  'no-her2-question',
  'none',
];

/** Drafts made before and not signed are drafts as well. */
const DRAFT = new Set(['draft']);
const ACTIVE = new Set(['active', 'on-hold']);

export function orderFacts(record: PatientRecord, drafts: DraftOrders, rules: readonly OrderClassRule[]): OrderFacts {
  const all = [...drafts.serviceRequests, ...drafts.medicationRequests].filter((order) => child(order, 'doNotPerform') !== true);
  const atHand = selected(all, drafts.selections)
    .map((order) => ({ class: orderClass(order, rules), text: orderText(order), reference: selfReference(order, 'order') }))
    .sort((a, b) => RANK.indexOf(a.class) - RANK.indexOf(b.class))[0];
  const onFile = record.serviceRequests.filter((order) => asksForHer2(order, rules));
  const active = onFile.filter((order) => ACTIVE.has(text(order, 'status') ?? ''));
  const activeDate = active
    .flatMap((order) => day(text(order, 'authoredOn')) ?? [])
    .sort()
    .at(-1);
  return {
    class: atHand?.class ?? 'none',
    ...(atHand?.text === undefined ? {} : { text: atHand.text }),
    ...(atHand === undefined ? {} : { reference: atHand.reference }),
    her2InDraft: all.some((order) => asksForHer2(order, rules)) || onFile.some((order) => DRAFT.has(text(order, 'status') ?? '')),
    her2Active: active.length > 0,
    ...(activeDate === undefined ? {} : { her2ActiveDate: activeDate }),
  };
}

/** order-select names the drafts just chosen. Where none of them is among the drafts, all drafts count. */
function selected<T>(all: readonly T[], selections: readonly string[]): readonly T[] {
  if (!Array.isArray(selections)) return all;
  const chosen = all.filter((order) => selections.includes(selfReference(order, 'order')));
  return chosen.length === 0 ? all : chosen;
}
