/** The HER2 result of one specimen from all that was read of it: the newest of each method, corrections first. */
import type { Evidence, Her2Result } from '../core/index.ts';
import { originOf } from './body-site.ts';
import type { FiledResult } from './current-result.ts';
import { age, dated, mayBeAsNew } from './dates.ts';
import { child, children, conceptText, text } from './elements.ts';
import type { Her2Reading } from './her2-readings.ts';
import { deriveStatus, describeReadings, type SpecimenReadings } from './her2-result.ts';
import type { Her2Value } from './her2-values.ts';
import type { IhcReading } from './ihc-text.ts';
import { oneSide } from './laterality.ts';
import { combined } from './marker-value.ts';
import type { IndexedObservation } from './record-index.ts';
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
  return latest.some(({ read: { value } }) => (value.kind === 'ihc' || value.kind === 'overall' ? 'ihc' : 'ish') === method);
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
  const latest = isAlone ? group : latestOf(group);
  const disputed = isAlone ? firstDisputed : group.some((reading) => reading.disputed);
  const laterality = isAlone ? tissue.laterality : oneSide(group.map((reading) => reading.tissue.laterality));
  const readings = specimenReadings(latest, disputed);
  return {
    tissue,
    laterality,
    sideUnread: laterality === 'unknown' && group.some((reading) => reading.tissue.specimenUnread),
    date: isAlone ? tissue.date : newestDay(group),
    source: latest[0]!.observation.source,
    status: deriveStatus(readings),
    readings,
    latest,
    disputed,
  };
}

export function describeResult(found: SpecimenResult, today: string): Her2Result {
  const { status, tissue, laterality, sideUnread, date, readings, latest, disputed } = found;
  const lab = latest.map(({ observation }) => labOf(observation.resource)).find((name) => name !== undefined);
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
    ...(latest.some(({ observation }) => isBorderline(observation.resource)) ? { borderline: true } : {}),
    evidence: latest.slice(0, MOST_EVIDENCE).map(evidenceOf),
  };
}

function evidenceOf({ observation: { source, date }, read: { at, path, confidence, raw } }: Her2Reading): Evidence {
  return { source, path: `${at}.${path}`, confidence, ...dated(date), ...(raw === undefined ? {} : { raw }) };
}

function labOf(resource: unknown): string | undefined {
  return children(resource, 'performer').flatMap((performer) => text(performer, 'display') ?? [])[0];
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
 * The newest readings of each method, and those of which no date says that they are older; a correction
 * outranks the final result of the same day.
 */
function latestOf(readings: readonly Her2Reading[]): readonly Her2Reading[] {
  const newest = new Map<Her2Value['kind'], IndexedObservation>();
  for (const { observation, read } of readings) {
    const best = newest.get(read.value.kind);
    if (best === undefined || rank(observation, best) > 0) newest.set(read.value.kind, observation);
  }
  return readings.filter(({ observation, read }) => isOpen(observation, newest.get(read.value.kind)!));
}

function isOpen(observation: IndexedObservation, newest: IndexedObservation): boolean {
  if (observation.date !== undefined && observation.date === newest.date) return rank(observation, newest) === 0;
  return mayBeAsNew(observation.date, newest.date);
}

function rank(a: IndexedObservation, b: IndexedObservation): number {
  const [dayA, dayB] = [a.date ?? '', b.date ?? ''];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return Number(a.status !== 'final') - Number(b.status !== 'final');
}

function specimenReadings(latest: readonly Her2Reading[], disputed: boolean): SpecimenReadings {
  if (latest.length === 1) return singleReading(latest[0]!.read.value, disputed);
  const readings = { ihc: [] as IhcReading[], overall: [] as IhcReading[] };
  const found: OpenReadings = { conflict: disputed };
  for (const { read } of latest) {
    const { value } = read;
    if (value.kind === 'ihc' || value.kind === 'overall') readings[value.kind].push(value.reading);
    else if (value.kind === 'ish') {
      note(found, 'ish', value.result);
      note(found, 'statedGroup', value.group);
    } else if ('number' in value) note(found, value.kind, value.number);
  }
  const ihc = agreed(readings.ihc);
  const overall = agreed(readings.overall);
  return {
    ...found,
    conflict: found.conflict || ihc.conflict || overall.conflict,
    ...optional('ihc', ihc.reading),
    ...optional('overall', overall.reading),
  };
}

type OpenReadings = { -readonly [K in keyof SpecimenReadings]: SpecimenReadings[K] };

function note<K extends 'ish' | 'statedGroup' | 'ratio' | 'copies' | 'cep17'>(
  found: OpenReadings,
  name: K,
  value: OpenReadings[K] | undefined,
): void {
  if (value === undefined) return;
  if (found[name] === undefined) found[name] = value;
  else if (found[name] !== value) found.conflict = true;
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

function agreed(values: readonly IhcReading[]) {
  if (values.length < 2) return { reading: values[0], conflict: false };
  const reading = combined(values.map((value) => ({ value, confidence: 'derived', path: '', raw: undefined })))?.value;
  return { reading, conflict: reading === 'indeterminate' && !values.includes('indeterminate') };
}
