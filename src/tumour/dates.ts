/**
 * Days of FHIR dates. Dates stay text (year, month or day), so that no time zone can move one; what is in no calendar is
 * undefined.
 */
import { child, elements, text, textOf } from './elements.ts';

const ZERO = 48;
const LONGEST_DATE = 40;

/** Day, month or year at the start of a FHIR date, dateTime or instant; undefined for what is in no calendar ("2026-02-30"). */
export function day(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const written = value.slice(0, LONGEST_DATE).trim();
  if (digits(written, 0, 4) === undefined) return undefined;
  if (ends(written, 4)) return written.slice(0, 4);
  const month = written[4] === '-' ? digits(written, 5, 2) : undefined;
  if (month === undefined || month < 1 || month > 12) return undefined;
  if (ends(written, 7)) return written.slice(0, 7);
  const date = written[7] === '-' ? digits(written, 8, 2) : undefined;
  if (date === undefined || date < 1 || date > daysIn(Number(written.slice(0, 4)), month) || !ends(written, 10)) return undefined;
  return written.slice(0, 10);
}

function digits(written: string, at: number, count: number): number | undefined {
  let number = 0;
  for (let i = at; i < at + count; i += 1) {
    const digit = written.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    number = number * 10 + digit;
  }
  return number;
}

function ends(written: string, at: number): boolean {
  const next = written[at];
  return next === undefined || next === 'T' || next.trim() === '';
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const choice = (stem: string) => ({ dateTime: `${stem}DateTime`, instant: `${stem}Instant`, period: `${stem}Period` });
const CHOICES = {
  collected: choice('collected'),
  effective: choice('effective'),
  occurrence: choice('occurrence'),
  performed: choice('performed'),
  started: choice('started'),
};

/** Day of a choice element: dateTime, instant, or the end (else start) of the period. */
export function dayOf(resource: unknown, stem: keyof typeof CHOICES): string | undefined {
  const names = CHOICES[stem];
  const exact = day(text(resource, names.dateTime)) ?? day(text(resource, names.instant));
  if (exact !== undefined) return exact;
  const period = child(resource, names.period);
  return period === undefined ? undefined : (day(text(period, 'end')) ?? day(text(period, 'start')));
}

const DAY_MS = 86_400_000;

/** More than a day after `today`, so that a time zone alone never makes a result "future". */
export function isFuture(date: string | undefined, today: string): boolean {
  if (date === undefined || date <= today) return false;
  return Date.parse(date) - Date.parse(today) > DAY_MS;
}

/** Whole days from a day to `today`, as an object to spread; empty for a month or a year, which have no such number. */
export function age(date: string | undefined, today: string): { readonly ageDays?: number } {
  if (date?.length !== 10) return {};
  const days = Math.round((Date.parse(date) - Date.parse(today)) / -DAY_MS);
  return Number.isFinite(days) ? { ageDays: Math.max(0, days) } : {};
}

/** The day so many days before a full date. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);
}

/** Nothing says that a result of `date` is older than one of `newest`: it has no date, or only the month or year of that day. */
export function mayBeAsNew(date: string | undefined, newest: string | undefined): boolean {
  return date === undefined || newest?.startsWith(date) === true;
}

/** A date as an object to spread. */
export function dated(date: string | undefined): { readonly date?: string } {
  return date === undefined ? {} : { date };
}

/** Day on which a result was made. */
export function resultDay(resource: unknown): string | undefined {
  const { effectiveDateTime, issued } = elements(resource);
  return day(textOf(effectiveDateTime)) ?? dayOf(resource, 'effective') ?? day(textOf(issued));
}
