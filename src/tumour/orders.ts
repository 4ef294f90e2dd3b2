/** The order at hand among the drafts, and the HER2 results and orders that it meets (PATHWAY section 6). */
import type { DraftOrders, OpenOrder, OrderClass, OrderClassRule, OrderFacts, OrderResult, TissueFacts } from '../core/index.ts';
import { organOf } from './body-site.ts';
import { child, children, conceptText, referenceOf, selfReference } from './elements.ts';
import { inFixedOrder } from './fixed-order.ts';
import { lateralityOf } from './laterality.ts';
import { orderClass, orderText } from './order-class.ts';
import { asksForSomething } from './order-status.ts';
import { describeResult, hasMethod, type SpecimenResult } from './specimen-result.ts';
import { testsOf } from './test-kinds.ts';
import { topicReader } from './topics.ts';

/**
 * Order in which several drafts are offered to the pathway, which takes the first of those whose rows say most. Drugs that
 * need a HER2 result come first; orders without a HER2 question come last.
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

export interface OrderContext {
  readonly rules: readonly OrderClassRule[];
  readonly open: readonly OpenOrder[];
  readonly results: readonly SpecimenResult[];
  readonly today: string;
}

/** Beyond so many different ones no draft is looked at. */
const MOST_DRAFTS = 20;

/** The drafts that may be the order at hand, whatever order they were sent in; each that says the same of HER2 once. */
export function orderFacts(drafts: DraftOrders, context: OrderContext): Pick<TissueFacts, 'order' | 'otherOrders'> {
  const { rules } = context;
  const all = [...inFixedOrder(drafts.serviceRequests), ...inFixedOrder(drafts.medicationRequests)].filter(asksForSomething);
  const ranked = selected(all, drafts.selections)
    .map((order) => ({ order, class: orderClass(order, rules) }))
    .sort((a, b) => RANK.indexOf(a.class) - RANK.indexOf(b.class));
  const distinct = new Map<string, OwnFacts>();
  for (const draft of ranked) {
    const own = factsOf(draft.order, draft.class, context);
    const key = sameAdvice(own);
    if (!distinct.has(key) && distinct.size < MOST_DRAFTS) distinct.set(key, own);
  }
  const shared = her2Orders(context.open);
  const [atHand, ...others] = [...distinct.values()].map((own): OrderFacts => ({ ...own, ...shared }));
  return {
    order: atHand ?? { class: 'none', ...shared },
    ...(others.length === 0 ? {} : { otherOrders: others }),
  };
}

/** What rows and texts read of an order; two drugs of one class meet the same row. */
function sameAdvice({ class: found, text: _text, reference: _reference, ...rest }: OwnFacts): string {
  return found === 'her2-test' || isBiopsy(found) ? JSON.stringify([found, rest]) : found;
}

function her2Orders(open: readonly OpenOrder[]): Pick<OrderFacts, 'her2InDraft' | 'her2Active' | 'her2ActiveDate'> {
  const her2 = open.filter(({ tests }) => tests.some((test) => test === 'her2-ihc' || test === 'her2-ish'));
  const active = her2.filter(({ state }) => state === 'active');
  const activeDate = active.flatMap(({ date }) => date ?? [])[0];
  return {
    her2InDraft: her2.some(({ state }) => state === 'draft'),
    her2Active: active.length > 0,
    ...(activeDate === undefined ? {} : { her2ActiveDate: activeDate }),
  };
}

type OwnFacts = Omit<OrderFacts, 'her2InDraft' | 'her2Active' | 'her2ActiveDate'>;

function factsOf(order: unknown, found: OrderClass, { rules, results, today }: OrderContext): OwnFacts {
  const named = orderText(order);
  const sites = children(order, 'bodySite');
  const site = sites.map(conceptText).find((name) => name !== undefined);
  const laterality = lateralityOf([...sites, child(order, 'code')].filter((concept) => concept !== undefined));
  const specimens = children(order, 'specimen').flatMap((specimen) => referenceOf(specimen) ?? []);
  const tests = found === 'her2-test' ? testsOf(order, topicReader(), rules) : [];
  const her2Tests = tests.filter((test) => test === 'her2-ihc' || test === 'her2-ish');
  const specimenResult = found === 'her2-test' ? resultOnSpecimens(specimens, her2Tests, results, today) : undefined;
  const siteResult = isBiopsy(found) ? resultFromSite(order, laterality, results, today) : undefined;
  return {
    class: found,
    ...(named === undefined ? {} : { text: named }),
    reference: selfReference(order, 'order'),
    ...(site === undefined ? {} : { site }),
    ...(laterality === 'unknown' ? {} : { laterality }),
    ...(specimens[0] === undefined ? {} : { specimen: specimens[0] }),
    ...(her2Tests.length === 0 ? {} : { her2Tests }),
    ...(specimenResult === undefined ? {} : { specimenResult }),
    ...(siteResult === undefined ? {} : { siteResult }),
  };
}

function isBiopsy(found: OrderClass): boolean {
  return found === 'breast-biopsy' || found === 'metastasis-biopsy';
}

/** The newest result of a method that the order asks for, on a specimen that it names. An ISH order after IHC 2+ is no repeat. */
function resultOnSpecimens(
  specimens: readonly string[],
  tests: readonly ('her2-ihc' | 'her2-ish')[],
  results: readonly SpecimenResult[],
  today: string,
): OrderResult | undefined {
  const asked = new Set(tests.map((test) => (test === 'her2-ihc' ? 'ihc' : 'ish')));
  const isReflex = asked.size === 2;
  const found = results.find((result) => {
    const { tissue } = result;
    if (tissue.reference === undefined || !specimens.includes(tissue.reference)) return false;
    return isReflex ? hasMethod(result, 'ihc') : [...asked].some((method) => hasMethod(result, method));
  });
  return found === undefined ? undefined : orderResult(found, today);
}

/** The newest result from the organ that a biopsy names, on no other side than the one it names. */
function resultFromSite(
  order: unknown,
  laterality: string,
  results: readonly SpecimenResult[],
  today: string,
): OrderResult | undefined {
  const organ = organOf([...children(order, 'bodySite'), child(order, 'code')].filter((concept) => concept !== undefined));
  if (organ === undefined) return undefined;
  const found = results.find(
    ({ tissue, laterality: side }) =>
      organOf(tissue.named) === organ && (laterality === 'unknown' || side === 'unknown' || side === laterality),
  );
  return found === undefined ? undefined : orderResult(found, today);
}

function orderResult(result: SpecimenResult, today: string): OrderResult {
  const { status, text, date, ageDays } = describeResult(result, today);
  return {
    status,
    text,
    ...(date === undefined ? {} : { date }),
    ...(ageDays === undefined ? {} : { ageDays }),
    source: result.source,
  };
}

/** order-select names the drafts just chosen. Where none of them is among the drafts, all drafts count. */
function selected<T>(all: readonly T[], selections: readonly string[]): readonly T[] {
  const chosen = all.filter((order) => selections.includes(selfReference(order, 'order')));
  return chosen.length === 0 ? all : chosen;
}
