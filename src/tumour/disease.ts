/** The breast disease being treated: active cancer, side, stage, or a suspicious lesion with a biopsy (PATHWAY section 5). */
import type { DiseaseFacts, DraftOrders, OrderClass, OrderClassRule, PatientRecord } from '../core/index.ts';
import { conditionDay, isActive } from './conditions.ts';
import { age, dated, day, dayOf, daysBefore } from './dates.ts';
import { isBreastCancer, isSuspiciousBreastLesion, isUnresectable } from './disease-codes.ts';
import { child, children, codesOf, conceptText, selfReference, text } from './elements.ts';
import { lateralityOf, oneSide } from './laterality.ts';
import { orderClass, orderText } from './order-class.ts';
import { asksForSomething } from './order-status.ts';
import type { RecordIndex } from './record-index.ts';
import { stageFacts } from './stage.ts';

/**
 * @param openOrderDays a biopsy of a lesion counts where it is planned, or was ordered or done within so many days: one of years
 *   ago says nothing of the lesion of today
 */
export function diseaseFacts(
  record: PatientRecord,
  drafts: DraftOrders,
  rules: readonly OrderClassRule[],
  index: RecordIndex,
  openOrderDays: number,
): DiseaseFacts {
  const active = record.conditions.filter(isActive);
  const cancers = active.filter((condition) => isBreastCancer(child(condition, 'code'), children(condition, 'bodySite')));
  const lesions = active.filter((condition) => isSuspiciousBreastLesion(child(condition, 'code')));
  const { evidence, ...stage } = stageFacts(active, record.conditions, index);
  const named = conceptText(child(cancers[0], 'code'));
  const sides = (cancers.length > 0 ? cancers : lesions).map((condition) =>
    lateralityOf([child(condition, 'code'), ...children(condition, 'bodySite')]),
  );
  const biopsies = (kind: OrderClass) => biopsiesOf(kind, record, drafts, rules, index.today);
  const metastasisBiopsy = biopsies('metastasis-biopsy')[0];
  const since = daysBefore(index.today, openOrderDays);
  const planned = (date: string | undefined) => date === undefined || date >= since.slice(0, date.length);
  // Ordered long ago for a day that is yet to come, or has just been.
  const scheduled = record.serviceRequests.filter((order) => {
    const due = dayOf(order, 'occurrence');
    return due !== undefined && planned(due);
  });
  const toCome = new Set(scheduled.map((order) => selfReference(order, 'order')));
  return {
    breastCancer: cancers.length > 0,
    ...(named === undefined ? {} : { breastCancerText: named }),
    laterality: oneSide(sides),
    suspiciousLesionWithBiopsy:
      lesions.length > 0 && biopsies('breast-biopsy').some(({ date, source }) => planned(date) || toCome.has(source)),
    ...stage,
    ...(cancers.some(saysUnresectable) ? { unresectable: true } : {}),
    ...(metastasisBiopsy === undefined ? {} : { metastasisBiopsy }),
    evidence: [...cancers.map(cancerEvidence), ...evidence],
  };
}

function cancerEvidence(condition: unknown) {
  const code = child(condition, 'code');
  return {
    source: selfReference(condition, 'Condition'),
    path: 'Condition.code',
    confidence: codesOf(code).length > 0 ? ('coded' as const) : ('text' as const),
    ...dated(conditionDay(condition)),
  };
}

function saysUnresectable(condition: unknown): boolean {
  const stages = children(condition, 'stage').map((stage) => child(stage, 'summary'));
  return [child(condition, 'code'), ...stages].some(isUnresectable);
}

const LIVE_ORDER: ReadonlySet<string> = new Set(['draft', 'active', 'on-hold', 'completed']);
const LIVE_PROCEDURE: ReadonlySet<string> = new Set(['preparation', 'in-progress', 'on-hold', 'completed']);

/** Drafted, ordered or done, newest first; those without a day (drafts of this call among them) before all others. */
function biopsiesOf(
  kind: OrderClass,
  record: PatientRecord,
  drafts: DraftOrders,
  rules: readonly OrderClassRule[],
  today: string,
): readonly NonNullable<DiseaseFacts['metastasisBiopsy']>[] {
  const is = (order: unknown): boolean => orderClass(order, rules) === kind && child(order, 'doNotPerform') !== true;
  const live = (statuses: ReadonlySet<string>) => (order: unknown) => statuses.has(text(order, 'status') ?? '') && is(order);
  const found = (order: unknown, date: string | undefined) => ({
    text: orderText(order) ?? 'Biopsy',
    source: selfReference(order, 'order'),
    ...dated(date),
    ...age(date, today),
  });
  return [
    ...drafts.serviceRequests
      .filter((order) => asksForSomething(order) && is(order))
      .map((order) => found(order, day(text(order, 'authoredOn')))),
    ...record.serviceRequests.filter(live(LIVE_ORDER)).map((order) => found(order, day(text(order, 'authoredOn')))),
    ...record.procedures.filter(live(LIVE_PROCEDURE)).map((procedure) => found(procedure, dayOf(procedure, 'performed'))),
  ].sort((a, b) => ((a.date ?? '9') < (b.date ?? '9') ? 1 : (a.date ?? '9') > (b.date ?? '9') ? -1 : 0));
}
