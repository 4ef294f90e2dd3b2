/**
 * Tests that are asked for already (PATHWAY P1, P2: never beside an order that stands). An active order stands until a result
 * is based on it, a later result of the same test on its specimen is there, or it is older than the window: what was ordered
 * a year ago and never reported, or drafted and never signed, must not withhold advice for ever. An order without a day
 * stands.
 */
import type { DraftOrders, OpenOrder, OrderClassRule, PatientRecord, TestKind } from '../core/index.ts';
import { age, dated, day } from './dates.ts';
import { child, children, referenceOf, selfReference, text } from './elements.ts';
import { inFixedOrder } from './fixed-order.ts';
import { orderText } from './order-class.ts';
import { asksForSomething } from './order-status.ts';
import type { IndexedObservation, RecordIndex } from './record-index.ts';
import { remembering } from './remembering.ts';
import { testsOf } from './test-kinds.ts';
import { type Topic, topicReader } from './topics.ts';

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
  const lastResult = isOrdered ? lastResults(index) : () => '';
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
    if (state === 'active' && (answered.has(reference) || isAnsweredLater(tests, specimen, date, lastResult))) return [];
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

/** Last day with a usable result of a test; for a HER2 test on one specimen. Empty where there is none with a day. */
type LastResult = (test: TestKind, specimen: string | undefined) => string;

/** Each topic is gone through once, however many orders ask for it. */
function lastResults(index: RecordIndex): LastResult {
  const ofTopic = remembering((topic) => lastDay(index.about(topic as Topic)));
  const ofHer2 = new Map<string, string>();
  for (const observation of index.her2) {
    const specimen = specimenOf(observation);
    if (!observation.usable || specimen === undefined) continue;
    for (const test of HER2_TESTS.filter((each) => isOf(each, observation))) {
      const key = `${test}|${specimen}`;
      const day = observation.date ?? '';
      if (day > (ofHer2.get(key) ?? '')) ofHer2.set(key, day);
    }
  }
  return (test, specimen) => {
    const topic = TOPICS[test];
    return topic === undefined ? (ofHer2.get(`${test}|${specimen ?? ''}`) ?? '') : ofTopic(topic);
  };
}

const HER2_TESTS = ['her2-ihc', 'her2-ish'] as const;

function lastDay(observations: readonly IndexedObservation[]): string {
  return observations.reduce((last, { usable, date = '' }) => (usable && date > last ? date : last), '');
}

/** Every test of the order has a usable result of that day or later: on its specimen where it names one. */
function isAnsweredLater(
  tests: readonly TestKind[],
  specimen: string | undefined,
  ordered: string | undefined,
  lastResult: LastResult,
): boolean {
  return ordered !== undefined && tests.every((test) => lastResult(test, specimen) >= ordered);
}

function specimenOf({ resource }: IndexedObservation): string | undefined {
  return referenceOf(child(resource, 'specimen'));
}

function isOf(test: (typeof HER2_TESTS)[number], { elements }: IndexedObservation): boolean {
  return elements.some(({ topic }) => (test === 'her2-ihc' ? topic === 'ihc' || topic === 'overall' : topic.startsWith('ish')));
}
