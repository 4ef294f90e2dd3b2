/** HER2 results one a specimen, the current one, and whether the two sides differ (PATHWAY section 3). */
import type { Her2Facts, Laterality } from '../core/index.ts';
import { currentResult, type FiledResult } from './current-result.ts';
import type { Her2Reading, Her2Statements } from './her2-readings.ts';
import { deriveStatus, type SpecimenReadings } from './her2-result.ts';
import type { Her2Value } from './her2-values.ts';
import { oneSide } from './laterality.ts';
import { combined } from './marker-value.ts';

/**
 * `disease` is the side being treated. A result of the other side is listed but never current; where the disease names no
 * single side, the two sides count alike, and different status on them is a conflict.
 */
export function her2Facts({ readings, pending }: Her2Statements, disease: Laterality): Her2Facts {
  const filed = [...groupBy(readings, (reading) => reading.tissue.key).values()].map(resultOf).sort(newestFirst);
  const results = filed.map(({ result }) => result);
  const left = results.find((result) => result.laterality === 'left');
  const right = results.find((result) => result.laterality === 'right');
  const sidesDiffer = left !== undefined && right !== undefined && left.status !== right.status;
  return {
    ...currentResult(filed, disease),
    results: results.slice(0, MOST_LISTED),
    pending: listed(pending, results.length - MOST_LISTED),
    bilateralConflict: disease === 'unknown' && sidesDiffer,
  };
}

/** Cards and the app list the newest only; the status is derived from all. */
const MOST_LISTED = 50;

/** The last entry says how many were left out. */
function listed(pending: Her2Facts['pending'], moreResults: number): Her2Facts['pending'] {
  const leftOut = Math.max(0, moreResults) + Math.max(0, pending.length - MOST_LISTED);
  const shown = pending.slice(0, MOST_LISTED);
  return leftOut === 0 ? shown : [...shown, { text: `${leftOut} more HER2 results not listed`, source: 'Observation' }];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Undated results come last: nothing says that they are current. */
function newestFirst({ result: a }: FiledResult, { result: b }: FiledResult): number {
  return compare(b.date ?? '', a.date ?? '') || compare(a.evidence[0]?.source ?? '', b.evidence[0]?.source ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function resultOf(group: readonly Her2Reading[]): FiledResult {
  const latest = [...groupBy(group, (reading) => reading.value.kind).values()].flatMap(latestOf);
  const disputed = group.some((reading) => reading.disputed);
  const laterality = oneSide(group.map(({ tissue }) => tissue.laterality));
  const sideUnread = laterality === 'unknown' && group.some(({ tissue }) => tissue.specimenUnread);
  const readings = specimenReadings(latest);
  const derived = deriveStatus({ ...readings, conflict: readings.conflict || disputed });
  const notes = [disputed ? '; one record with two contents' : '', sideUnread ? ', side not stated' : ''];
  const { specimen, site } = group[0]!.tissue;
  const date = group
    .flatMap(({ tissue }) => tissue.date ?? [])
    .sort()
    .at(-1);
  const lab = latest.find((reading) => reading.lab !== undefined)?.lab;
  return {
    sideUnread,
    result: {
      ...derived,
      text: derived.text + notes.join(''),
      laterality,
      ...(specimen === undefined ? {} : { specimen }),
      ...(site === undefined ? {} : { site }),
      ...(date === undefined ? {} : { date }),
      ...(lab === undefined ? {} : { lab }),
      evidence: latest.slice(0, MOST_LISTED).map((reading) => reading.evidence),
    },
  };
}

/**
 * The newest readings of one method, and those without a date, of which nothing says that they are older; a correction
 * outranks the final result of the same day.
 */
function latestOf(readings: readonly Her2Reading[]): readonly Her2Reading[] {
  const newest = readings.reduce((best, reading) => (rank(reading) > rank(best) ? reading : best));
  return readings.filter((reading) => reading.resultDay === undefined || rank(reading) === rank(newest));
}

function rank(reading: Her2Reading): string {
  // A space sorts before every digit and hyphen, so that no date and shorter dates come first.
  return `${reading.resultDay ?? ''} ${reading.corrected ? 1 : 0}`;
}

function specimenReadings(latest: readonly Her2Reading[]): SpecimenReadings {
  const ihc = agreed(latest, 'ihc');
  const overall = agreed(latest, 'overall');
  const ish = latest.flatMap(({ value }) => (value.kind === 'ish' ? [value] : []));
  const results = new Set(ish.flatMap((value) => value.result ?? []));
  const groups = new Set(ish.flatMap((value) => value.group ?? []));
  const [ratio, copies, cep17] = [numbers(latest, 'ratio'), numbers(latest, 'copies'), numbers(latest, 'cep17')];
  return {
    conflict:
      ihc.conflict ||
      overall.conflict ||
      results.size > 1 ||
      groups.size > 1 ||
      ratio.size > 1 ||
      copies.size > 1 ||
      cep17.size > 1,
    ...optional('ihc', ihc.reading),
    ...optional('overall', overall.reading),
    ...optional('ish', [...results][0]),
    ...optional('statedGroup', [...groups][0]),
    ...optional('ratio', [...ratio][0]),
    ...optional('copies', [...copies][0]),
    ...optional('cep17', [...cep17][0]),
  };
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]: V });
}

function agreed(latest: readonly Her2Reading[], kind: 'ihc' | 'overall') {
  const values = latest.flatMap(({ value }) => (value.kind === kind ? [value.reading] : []));
  const reading = combined(values.map((value) => ({ value, confidence: 'derived', path: '' })))?.value;
  return { reading, conflict: reading === 'indeterminate' && !values.includes('indeterminate') };
}

function numbers(latest: readonly Her2Reading[], kind: Extract<Her2Value, { number: number }>['kind']): ReadonlySet<number> {
  return new Set(latest.flatMap(({ value }) => (value.kind === kind && 'number' in value ? [value.number] : [])));
}
