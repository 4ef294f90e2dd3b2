/** The readings of one specimen brought together: the newest of each method, corrections first, and whether they agree. */
import { combined } from './agreeing-readings.ts';
import { mayBeAsNew } from './dates.ts';
import { text } from './elements.ts';
import type { Her2Reading } from './her2-readings.ts';
import type { SpecimenReadings } from './her2-result.ts';
import type { IhcReading } from './ihc-text.ts';
import type { Her2Value } from './read-value.ts';
import type { IndexedObservation } from './record-index.ts';

/**
 * The newest readings of each method, and those of which nothing says that they are older. On one day a correction outranks the
 * final result, and the later issue an earlier one; what was issued after a correction is open again.
 */
export function latestOf(readings: readonly Her2Reading[]): readonly Her2Reading[] {
  if (readings.length === 1) return readings;
  const newest: Partial<Record<Her2Value['kind'], IndexedObservation>> = {};
  for (const { observation, read } of readings) {
    const best = newest[read.value.kind];
    if (best === undefined || outranks(observation, best)) newest[read.value.kind] = observation;
  }
  const latest: Her2Reading[] = [];
  for (const reading of readings) if (isOpen(reading.observation, newest[reading.read.value.kind]!)) latest.push(reading);
  return latest;
}

function outranks(a: IndexedObservation, b: IndexedObservation): boolean {
  const dayA = a.date ?? '';
  const dayB = b.date ?? '';
  if (dayA !== dayB) return dayA > dayB;
  const corrected = Number(isCorrection(a)) - Number(isCorrection(b));
  return corrected === 0 ? (issuedAt(a) ?? 0) > (issuedAt(b) ?? 0) : corrected > 0;
}

function isOpen(observation: IndexedObservation, newest: IndexedObservation): boolean {
  if (observation === newest) return true;
  if (observation.date === undefined || observation.date !== newest.date) return mayBeAsNew(observation.date, newest.date);
  const [issued, last] = [issuedAt(observation), issuedAt(newest)];
  const isKnown = issued !== undefined && last !== undefined;
  if (isCorrection(observation) === isCorrection(newest)) return !isKnown || issued >= last;
  return isKnown && issued > last;
}

function isCorrection({ status }: IndexedObservation): boolean {
  return status !== 'final';
}

/** Milliseconds; undefined without a time of day, which orders nothing within a day. */
function issuedAt({ resource }: IndexedObservation): number | undefined {
  const issued = text(resource, 'issued');
  const at = issued?.includes('T') === true ? Date.parse(issued) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

export function specimenReadings(latest: readonly Her2Reading[], disputed: boolean): SpecimenReadings {
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
    conflict: found.conflict || ihc.differing !== undefined || overall.differing !== undefined,
    ...optional('ihc', ihc.reading),
    ...optional('overall', overall.reading),
    ...optional('differing', ihc.differing ?? overall.differing),
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

function agreed(values: readonly IhcReading[]): { readonly reading?: IhcReading; readonly differing?: readonly IhcReading[] } {
  if (values.length < 2) return optional('reading', values[0]);
  const reading = combined(values.map((value) => ({ value, confidence: 'derived', path: '', raw: undefined })))?.value;
  const differ = reading === 'indeterminate' && !values.includes('indeterminate');
  return { ...optional('reading', reading), ...optional('differing', differ ? [...new Set(values)].sort() : undefined) };
}
