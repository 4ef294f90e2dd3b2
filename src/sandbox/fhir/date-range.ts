/**
 * FHIR dates as half-open ranges of milliseconds: "2024-05" is the whole month (search.html 3.1.1.4.7).
 * A time without a zone is read as UTC, as FHIR leaves that to the server.
 */
import { isJsonObject } from './resource-json.ts';

export interface DateRange {
  readonly start: number;
  readonly end: number;
}

const DATE =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Undefined where the text is no FHIR date or dateTime. */
export function dateRange(text: string): DateRange | undefined {
  const parts = DATE.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const y = Number(year);
  const m = Number(month ?? 1) - 1;
  const d = Number(day ?? 1);
  if (month === undefined) return { start: Date.UTC(y, 0), end: Date.UTC(y + 1, 0) };
  if (day === undefined) return { start: Date.UTC(y, m), end: Date.UTC(y, m + 1) };
  if (new Date(Date.UTC(y, m, d)).getUTCDate() !== d) return undefined;
  if (hour === undefined) return { start: Date.UTC(y, m, d), end: Date.UTC(y, m, d + 1) };
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const start = Date.UTC(y, m, d, Number(hour), Number(minute), Number(second ?? 0), milliseconds) - zoneOffset(zone);
  const width = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return { start, end: start + width };
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
}

/** Range of a date, dateTime, instant, Period or Timing.event value; open ends are infinite. */
export function elementRanges(value: unknown): DateRange[] {
  if (typeof value === 'string') return [dateRange(value) ?? []].flat();
  if (!isJsonObject(value)) return [];
  if (Array.isArray(value.event)) return value.event.flatMap(elementRanges);
  const start = typeof value.start === 'string' ? dateRange(value.start) : undefined;
  const end = typeof value.end === 'string' ? dateRange(value.end) : undefined;
  if (start === undefined && end === undefined) return [];
  return [{ start: start?.start ?? Number.NEGATIVE_INFINITY, end: end?.end ?? Number.POSITIVE_INFINITY }];
}

export const DATE_PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type DatePrefix = (typeof DATE_PREFIXES)[number];

/** Whether the element's range meets `prefix` and the searched range (search.html 3.1.1.4.6). */
export function rangeMatches(element: DateRange, prefix: DatePrefix, searched: DateRange): boolean {
  const within = element.start >= searched.start && element.end <= searched.end;
  switch (prefix) {
    case 'eq':
      return within;
    case 'ne':
      return !within;
    case 'gt':
      return element.end > searched.end;
    case 'lt':
      return element.start < searched.start;
    case 'ge':
      return within || element.end > searched.end;
    case 'le':
      return within || element.start < searched.start;
    case 'sa':
      return element.start >= searched.end;
    case 'eb':
      return element.end <= searched.start;
    case 'ap':
      return element.start < searched.end && element.end > searched.start;
  }
}
