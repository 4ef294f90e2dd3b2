/** The breast disease being treated: active cancer, side, stage, or a suspicious lesion with a biopsy (PATHWAY section 5). */
import type { DiseaseFacts, DraftOrders, OrderClassRule, PatientRecord } from '../core/index.ts';
import { isBreastCancer, isSuspiciousBreastLesion } from './disease-codes.ts';
import { child, children, codesOf, conceptText, selfReference, text } from './elements.ts';
import { inFixedOrder } from './fixed-order.ts';
import { lateralityOf, oneSide } from './laterality.ts';
import { orderClass } from './order-class.ts';
import { stageFacts } from './stage.ts';

const ACTIVE = new Set(['active', 'recurrence', 'relapse']);
const NOT_TRUE = new Set(['refuted', 'entered-in-error']);
const PROVISIONAL = new Set(['unconfirmed', 'provisional', 'differential']);

export function diseaseFacts(
  record: PatientRecord,
  drafts: DraftOrders,
  rules: readonly OrderClassRule[],
  today: string,
): DiseaseFacts {
  const active = inFixedOrder(record.conditions).filter(isActive);
  const cancers = active.filter((condition) => isBreastCancer(child(condition, 'code')));
  const lesions = active.filter((condition) => isSuspiciousBreastLesion(child(condition, 'code')));
  const { stage, evidence } = stageFacts(
    record,
    active,
    (condition) => !hasStatus(condition, 'verificationStatus', PROVISIONAL),
    today,
  );
  const named = conceptText(child(cancers[0], 'code'));
  const sides = (cancers.length > 0 ? cancers : lesions).map((condition) =>
    lateralityOf([child(condition, 'code'), ...children(condition, 'bodySite')]),
  );
  return {
    breastCancer: cancers.length > 0,
    ...(named === undefined ? {} : { breastCancerText: named }),
    laterality: oneSide(sides),
    suspiciousLesionWithBiopsy: lesions.length > 0 && hasBreastBiopsy(record, drafts, rules),
    stage,
    evidence: [
      ...cancers.map((condition) => ({
        source: selfReference(condition, 'Condition'),
        path: 'Condition.code',
        confidence: codesOf(child(condition, 'code')).length > 0 ? ('coded' as const) : ('text' as const),
      })),
      ...evidence,
    ],
  };
}

function hasStatus(condition: unknown, element: string, codes: ReadonlySet<string>): boolean {
  return codesOf(child(condition, element)).some(({ code }) => codes.has(code));
}

/** Without a clinical status, an end date is what makes a Condition inactive. */
function isActive(condition: unknown): boolean {
  if (hasStatus(condition, 'verificationStatus', NOT_TRUE)) return false;
  if (codesOf(child(condition, 'clinicalStatus')).length > 0) return hasStatus(condition, 'clinicalStatus', ACTIVE);
  const names = typeof condition === 'object' && condition !== null ? Object.keys(condition) : [];
  return !names.some((name) => name.startsWith('abatement'));
}

const LIVE_ORDER = new Set(['draft', 'active', 'on-hold', 'completed']);
const LIVE_PROCEDURE = new Set(['preparation', 'in-progress', 'on-hold', 'completed']);

function hasBreastBiopsy(record: PatientRecord, drafts: DraftOrders, rules: readonly OrderClassRule[]): boolean {
  const isBiopsy = (order: unknown): boolean =>
    orderClass(order, rules) === 'breast-biopsy' && child(order, 'doNotPerform') !== true;
  return (
    drafts.serviceRequests.some(isBiopsy) ||
    record.serviceRequests.some((order) => isBiopsy(order) && LIVE_ORDER.has(text(order, 'status') ?? '')) ||
    record.procedures.some((procedure) => isBiopsy(procedure) && LIVE_PROCEDURE.has(text(procedure, 'status') ?? ''))
  );
}
