/**
 * Tests that are asked for already (PATHWAY P1, P2: never beside an order that stands). An active order stands until a result
 * is based on it, a later result of the same test on its specimen is there, or it is older than the window: what was ordered
 * a year ago and never reported, or drafted and never signed, must not withhold advice for ever. An order without a day
 * stands.
 */
import type { DraftOrders, OpenOrder, OrderClassRule, PatientRecord, TestKind } from '../core/index.ts';
import { age, dated, day } from './dates.ts';
import { children, referenceOf, selfReference, text } from './elements.ts';
import { inFixedOrder } from './fixed-order.ts';
import { orderText } from './order-class.ts';
import { asksForSomething } from './order-status.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { testsOf } from './test-kinds.ts';
import { topicReader } from './topics.ts';

/** Days after which an active order without a result no longer stands, unless the site says otherwise. */
export const OPEN_ORDER_DAYS = 90;

const ACTIVE: ReadonlySet<string> = new Set(['active', 'on-hold']);
const TOPICS = {
  'her2-ihc': undefined,
  'her2-ish': undefined,
  er: 'er',
  pr: 'pr',
  echocardiogram: 'lvef',
  'chest-ct': undefined,
  cbc: 'cbc',
  renal: 'renal',
  'pregnancy-test': 'pregnancy-test',
} as const;

export function openOrders(
  record: PatientRecord,
  drafts: DraftOrders,
  rules: readonly OrderClassRule[],
  index: RecordIndex,
  windowDays: number,
): readonly OpenOrder[] {
  const topicOf = topicReader();
  const isOrdered = record.serviceRequests.some((order) => ACTIVE.has(text(order, 'status') ?? ''));
  const answered = isOrdered ? answeredOrders(index) : new Set<string>();
  const draftReferences = new Set(drafts.serviceRequests.map((order) => selfReference(order, 'ServiceRequest')));
  const of = (order: unknown, state: OpenOrder['state']): readonly OpenOrder[] => {
    const tests = testsOf(order, topicOf, rules);
    const date = day(text(order, 'authoredOn')) ?? day(text(order, 'occurrenceDateTime'));
    const { ageDays } = age(date, index.today);
    const reference = selfReference(order, 'ServiceRequest');
    if (tests.length === 0) return [];
    const specimen = children(order, 'specimen').map(referenceOf)[0];
    const isOld = ageDays !== undefined && ageDays > windowDays;
    if (isOld && !draftReferences.has(reference)) return [];
    if (state === 'active' && (answered.has(reference) || isAnsweredLater(tests, specimen, date, index))) return [];
    return [
      {
        tests,
        state,
        text: orderText(order) ?? 'Test order',
        reference,
        ...dated(date),
        ...(ageDays === undefined ? {} : { ageDays }),
        ...(specimen === undefined ? {} : { specimen }),
      },
    ];
  };
  const onFile = record.serviceRequests.filter((order) => !draftReferences.has(selfReference(order, 'ServiceRequest')));
  return [
    ...inFixedOrder(drafts.serviceRequests)
      .filter(asksForSomething)
      .flatMap((order) => of(order, 'draft')),
    ...onFile.filter((order) => text(order, 'status') === 'draft').flatMap((order) => of(order, 'draft')),
    ...onFile
      .filter((order) => ACTIVE.has(text(order, 'status') ?? ''))
      .flatMap((order) => of(order, 'active'))
      .sort((a, b) => ((a.date ?? '9') < (b.date ?? '9') ? 1 : (a.date ?? '9') > (b.date ?? '9') ? -1 : 0)),
  ];
}

/** References of orders that a usable result names as its basis. */
function answeredOrders(index: RecordIndex): ReadonlySet<string> {
  const observations = [...index.her2, ...(['er', 'pr', 'lvef', 'cbc', 'renal', 'pregnancy-test'] as const).flatMap(index.about)];
  return new Set(
    observations
      .filter(({ usable }) => usable)
      .flatMap(({ resource }) => children(resource, 'basedOn').flatMap((basis) => referenceOf(basis) ?? [])),
  );
}

/** Every test of the order has a usable result of that day or later: on its specimen where it names one. */
function isAnsweredLater(
  tests: readonly TestKind[],
  specimen: string | undefined,
  ordered: string | undefined,
  index: RecordIndex,
): boolean {
  if (ordered === undefined) return false;
  const later = (observation: IndexedObservation): boolean => observation.usable && (observation.date ?? '') >= ordered;
  return tests.every((test) => {
    const topic = TOPICS[test];
    if (topic !== undefined) return index.about(topic).some(later);
    if (specimen === undefined || (test !== 'her2-ihc' && test !== 'her2-ish')) return false;
    return index.her2.some(
      (observation) => later(observation) && isOf(test, observation) && specimenOf(observation) === specimen,
    );
  });
}

function specimenOf({ resource }: IndexedObservation): string | undefined {
  return referenceOf((resource as { specimen?: unknown }).specimen);
}

function isOf(test: 'her2-ihc' | 'her2-ish', { elements }: IndexedObservation): boolean {
  return elements.some(({ topic }) => (test === 'her2-ihc' ? topic === 'ihc' || topic === 'overall' : topic.startsWith('ish')));
}
