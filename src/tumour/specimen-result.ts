/** The HER2 result of one specimen from all that was read of it: the newest of each method, corrections first. */
import type { Evidence, Her2Result } from '../core/index.ts';
import { originOf } from './body-site.ts';
import type { FiledResult } from './current-result.ts';
import { age, dated } from './dates.ts';
import { child, children, conceptText, text } from './elements.ts';
import type { Her2Reading } from './her2-readings.ts';
import { deriveStatus, describeReadings, type SpecimenReadings } from './her2-result.ts';
import type { Her2Value } from './her2-values.ts';
import { oneSide } from './laterality.ts';
import { combined } from './marker-value.ts';
import type { Tissue } from './specimens.ts';

export interface SpecimenResult extends FiledResult {
  readonly tissue: Tissue;
  /** The first Observation read of it. */
  readonly source: string;
  readonly readings: SpecimenReadings;
  readonly latest: readonly Her2Reading[];
  readonly disputed: boolean;
}

/** Whether a method has a result. */
export function hasMethod({ latest }: SpecimenResult, method: 'ihc' | 'ish'): boolean {
  return latest.some(({ value }) => (value.kind === 'ihc' || value.kind === 'overall' ? 'ihc' : 'ish') === method);
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Evidence of one result beyond which no more is listed. */
const MOST_EVIDENCE = 50;

export function specimenResult(group: readonly Her2Reading[]): SpecimenResult {
  const { tissue, disputed: firstDisputed } = group[0]!;
  const isAlone = group.length === 1;
  const latest = isAlone ? group : [...groupBy(group, (reading) => reading.value.kind).values()].flatMap(latestOf);
  const disputed = isAlone ? firstDisputed : group.some((reading) => reading.disputed);
  const laterality = isAlone ? tissue.laterality : oneSide(group.map((reading) => reading.tissue.laterality));
  const readings = specimenReadings(latest, disputed);
  return {
    tissue,
    laterality,
    sideUnread: laterality === 'unknown' && group.some((reading) => reading.tissue.specimenUnread),
    date: isAlone ? tissue.date : newestDay(group),
    source: latest[0]!.source,
    status: deriveStatus(readings),
    readings,
    latest,
    disputed,
  };
}

export function describeResult(found: SpecimenResult, today: string): Her2Result {
  const { status, tissue, laterality, sideUnread, date, readings, latest, disputed } = found;
  const lab = latest.find((reading) => reading.lab !== undefined)?.lab;
  const { specimen, site } = tissue;
  const origin = originOf(tissue.named);
  const { text: wording, ...words } = describeReadings(readings);
  return {
    status,
    ...words,
    text: `${wording}${disputed ? '; one record with two contents' : ''}${sideUnread ? ', side not stated' : ''}`,
    laterality,
    ...(specimen === undefined ? {} : { specimen }),
    ...(site === undefined ? {} : { site }),
    ...(origin === undefined ? {} : { origin }),
    ...(date === undefined ? {} : { date, ...age(date, today) }),
    ...(lab === undefined ? {} : { lab }),
    ...(latest.some(({ resource }) => isBorderline(resource)) ? { borderline: true } : {}),
    evidence: latest.slice(0, MOST_EVIDENCE).map(evidenceOf),
  };
}

function evidenceOf({ source, at, confidence, resultDay, raw }: Her2Reading): Evidence {
  return { source, path: at, confidence, ...dated(resultDay), ...(raw === undefined ? {} : { raw }) };
}

/** In a note, or in the words of the value itself: a flag for a second look (PATHWAY P3), no other result. */
function isBorderline(resource: unknown): boolean {
  const notes = children(resource, 'note').map((note) => text(note, 'text') ?? '');
  const value = child(resource, 'valueCodeableConcept');
  const words = [...notes, conceptText(value) ?? '', text(resource, 'valueString') ?? ''];
  return words.some((part) => /\bborderline\b|\bgrenzwertig/i.test(part.slice(0, 2000)));
}

function newestDay(group: readonly Her2Reading[]): string | undefined {
  let newest: string | undefined;
  for (const { tissue } of group)
    if (tissue.date !== undefined && (newest === undefined || tissue.date > newest)) newest = tissue.date;
  return newest;
}

/**
 * The newest readings of one method, and those without a date, of which nothing says that they are older; a correction
 * outranks the final result of the same day.
 */
function latestOf(readings: readonly Her2Reading[]): readonly Her2Reading[] {
  if (readings.length === 1) return readings;
  const ranks = readings.map(rank);
  const newest = ranks.reduce((best, next) => (next > best ? next : best));
  return readings.filter((reading, index) => reading.resultDay === undefined || ranks[index] === newest);
}

function rank(reading: Her2Reading): string {
  // A space sorts before every digit and hyphen, so that no date and shorter dates come first.
  return `${reading.resultDay ?? ''} ${reading.corrected ? 1 : 0}`;
}

function specimenReadings(latest: readonly Her2Reading[], disputed: boolean): SpecimenReadings {
  if (latest.length === 1) return singleReading(latest[0]!.value, disputed);
  const ihc = agreed(latest, 'ihc');
  const overall = agreed(latest, 'overall');
  const ish = latest.flatMap(({ value }) => (value.kind === 'ish' ? [value] : []));
  const results = new Set(ish.flatMap((value) => value.result ?? []));
  const groups = new Set(ish.flatMap((value) => value.group ?? []));
  const [ratio, copies, cep17] = [numbers(latest, 'ratio'), numbers(latest, 'copies'), numbers(latest, 'cep17')];
  return {
    conflict:
      disputed ||
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

function singleReading(value: Her2Value, conflict: boolean): SpecimenReadings {
  switch (value.kind) {
    case 'ihc':
      return { conflict, ihc: value.reading };
    case 'overall':
      return { conflict, overall: value.reading };
    case 'ish':
      return { conflict, ...optional('ish', value.result), ...optional('statedGroup', value.group) };
    case 'ratio':
    case 'copies':
    case 'cep17':
      return { conflict, [value.kind]: value.number };
    case 'unusable':
      return { conflict };
  }
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]: V });
}

function agreed(latest: readonly Her2Reading[], kind: 'ihc' | 'overall') {
  const values = latest.flatMap(({ value }) => (value.kind === kind ? [value.reading] : []));
  const reading = combined(values.map((value) => ({ value, confidence: 'derived', path: '', raw: undefined })))?.value;
  return { reading, conflict: reading === 'indeterminate' && !values.includes('indeterminate') };
}

function numbers(latest: readonly Her2Reading[], kind: Extract<Her2Value, { number: number }>['kind']): ReadonlySet<number> {
  return new Set(latest.flatMap(({ value }) => (value.kind === kind && 'number' in value ? [value.number] : [])));
}
