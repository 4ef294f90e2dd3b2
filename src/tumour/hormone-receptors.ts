/** ER and PR status: the newest final result of each; hormone-receptor status from both (EVIDENCE 2.1: positive from 1 %). */
import type { HormoneReceptorStatus, PatientRecord } from '../core/index.ts';
import { child, codesOf, isFuture, text } from './elements.ts';
import { byId, inFixedOrder } from './fixed-order.ts';
import { markerRole } from './her2-codes.ts';
import { generalAnswers } from './marker-value.ts';
import { resultDay } from './specimens.ts';

const USABLE = new Set(['final', 'amended', 'corrected']);

export interface HormoneReceptors {
  readonly er: HormoneReceptorStatus;
  readonly pr: HormoneReceptorStatus;
  readonly hr: HormoneReceptorStatus;
}

export function hormoneReceptors(record: PatientRecord, today: string): HormoneReceptors {
  const er = newest(record, 'er', today);
  const pr = newest(record, 'pr', today);
  return { er, pr, hr: er === 'positive' || pr === 'positive' ? 'positive' : bothNegative(er, pr) };
}

function bothNegative(er: HormoneReceptorStatus, pr: HormoneReceptorStatus): HormoneReceptorStatus {
  return er === 'negative' && pr === 'negative' ? 'negative' : 'not-found';
}

/** An unreadable newest result is "not found": an older one does not stand in for it. Undated results and two contents of one id must agree with it. */
function newest(record: PatientRecord, role: 'er' | 'pr', today: string): HormoneReceptorStatus {
  const versions = byId(record.observations);
  const dated = inFixedOrder(record.observations).flatMap((observation) => {
    const concept = child(observation, 'code');
    const own = markerRole(concept, codesOf(concept)) === role && USABLE.has(text(observation, 'status') ?? '');
    const id = text(observation, 'id') ?? '';
    const disputed = id !== '' && (versions.get(id)?.length ?? 0) > 1;
    const date = disputed ? undefined : resultDay(observation);
    return own && !isFuture(resultDay(observation), today) ? [{ date: date ?? '', status: receptorStatus(observation) }] : [];
  });
  const last = dated
    .map(({ date }) => date)
    .sort()
    .at(-1);
  const found = new Set(dated.filter(({ date }) => date === last || date === '').map(({ status }) => status));
  return found.size === 1 ? [...found][0]! : 'not-found';
}

function receptorStatus(observation: unknown): HormoneReceptorStatus {
  const quantity = child(observation, 'valueQuantity');
  const value = child(quantity, 'value');
  const unit = text(quantity, 'unit') ?? text(quantity, 'code') ?? '';
  if (typeof value === 'number' && unit.trim() === '%' && value >= 0 && value <= 100) {
    const comparator = text(quantity, 'comparator');
    if (child(quantity, 'comparator') === undefined) return value >= 1 ? 'positive' : 'negative';
    if (comparator === '<') return value <= 1 ? 'negative' : 'not-found';
    return comparator?.startsWith('>') === true && value >= 1 ? 'positive' : 'not-found';
  }
  const answers = new Set(generalAnswers(observation).map((answer) => answer.value));
  if (answers.size === 1) return statusOfWord([...answers][0]!);
  const concept = child(observation, 'valueCodeableConcept');
  return answers.size > 1 ? 'not-found' : statusOfWord(text(concept, 'text') ?? text(observation, 'valueString') ?? '');
}

/** The whole text is one word; "weakly positive in 5 %" is for a person to read. */
function statusOfWord(raw: string): HormoneReceptorStatus {
  const word = raw.slice(0, 100).trim().toLowerCase();
  if (/^positive?$/.test(word)) return 'positive';
  return /^negative?$/.test(word) ? 'negative' : 'not-found';
}
