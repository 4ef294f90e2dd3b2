/** Status and day of a Condition: what is refuted or entered in error is not there (EVIDENCE 2.3). */
import { day } from './dates.ts';
import { child, codesOf, text } from './elements.ts';

const ACTIVE: ReadonlySet<string> = new Set(['active', 'recurrence', 'relapse']);
const NOT_TRUE: ReadonlySet<string> = new Set(['refuted', 'entered-in-error']);
const PROVISIONAL: ReadonlySet<string> = new Set(['unconfirmed', 'provisional', 'differential']);

function hasStatus(condition: unknown, element: string, codes: ReadonlySet<string>): boolean {
  return codesOf(child(condition, element)).some(({ code }) => codes.has(code));
}

export function isTrue(condition: unknown): boolean {
  return !hasStatus(condition, 'verificationStatus', NOT_TRUE);
}

export function isProvisional(condition: unknown): boolean {
  return hasStatus(condition, 'verificationStatus', PROVISIONAL);
}

/** Without a clinical status, an end date is what makes a Condition inactive. */
export function isActive(condition: unknown): boolean {
  if (!isTrue(condition)) return false;
  if (codesOf(child(condition, 'clinicalStatus')).length > 0) return hasStatus(condition, 'clinicalStatus', ACTIVE);
  const names = typeof condition === 'object' && condition !== null ? Object.keys(condition) : [];
  return !names.some((name) => name.startsWith('abatement'));
}

/** Onset, else the day on which it was recorded. */
export function conditionDay(condition: unknown): string | undefined {
  const onset = day(text(condition, 'onsetDateTime')) ?? day(text(child(condition, 'onsetPeriod'), 'start'));
  return onset ?? day(text(condition, 'recordedDate'));
}
