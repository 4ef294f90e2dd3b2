/**
 * Which of the results on file is the current one of the treated side (PATHWAY section 3: the most recent tissue of the
 * disease being treated, shown with the others). Two rules keep a doubtful result from ending in silence:
 * an undated result never outranks a dated one, and where it excludes the newest dated one the status is DISCORDANT;
 * a result whose Specimen was not read, and which names no side itself, may be of the other breast. It never settles the
 * question (POSITIVE, LOW, ULTRALOW, ZERO) and never outweighs another result: then the status is UNKNOWN and it is listed.
 * A status that asks for a check anyway stays, with "side not stated" in its text. All this where the disease has a side.
 */
import type { Her2Result, Her2Status, Laterality } from '../core/index.ts';

export interface FiledResult {
  readonly result: Her2Result;
  /** It names no side, and the Specimen that might name one was not read. */
  readonly sideUnread: boolean;
}

export interface CurrentResult {
  readonly status: Her2Status;
  readonly current?: Her2Result;
}

/** @param newestFirst dated results by date, then those without a date */
export function currentResult(newestFirst: readonly FiledResult[], disease: Laterality): CurrentResult {
  const isUnread = ({ sideUnread }: FiledResult): boolean => sideUnread && disease !== 'unknown';
  const ofSide = ({ result }: FiledResult): boolean =>
    result.laterality === 'unknown' || disease === 'unknown' || result.laterality === disease;
  const unread = newestFirst.filter(isUnread).map(({ result }) => result);
  const own = newestFirst.filter((filed) => ofSide(filed) && !isUnread(filed)).map(({ result }) => result);
  const newest = own[0];
  if (newest === undefined) {
    const all = newestFirst.map(({ result }) => result);
    return openResult(unread, all);
  }
  const mayBeNewer = ({ date }: Her2Result): boolean => date === undefined || newest.date === undefined || date >= newest.date;
  if (unread.some((result) => mayBeNewer(result) && excludes(result.status, newest.status))) return { status: 'UNKNOWN' };
  return againstUndated(newest, own);
}

const SETTLED: ReadonlySet<Her2Status> = new Set(['POSITIVE', 'LOW', 'ULTRALOW', 'ZERO']);

function openResult(unread: readonly Her2Result[], all: readonly Her2Result[]): CurrentResult {
  const newest = unread[0];
  if (newest === undefined || SETTLED.has(newest.status)) return { status: 'UNKNOWN' };
  const contradicted = all.some(({ status }) => SETTLED.has(status) || excludes(status, newest.status));
  return contradicted ? { status: 'UNKNOWN' } : { status: newest.status, current: newest };
}

function againstUndated(newest: Her2Result, own: readonly Her2Result[]): CurrentResult {
  const other = own.find((result) => result.date === undefined && excludes(result.status, newest.status));
  if (other === undefined) return { status: newest.status, current: newest };
  const text = `${newest.text}; undated result differs: ${other.text}`;
  const evidence = [...newest.evidence, ...other.evidence];
  return { status: 'DISCORDANT', current: { ...newest, status: 'DISCORDANT', text, evidence } };
}

/** What a vague status leaves open. INDETERMINATE says nothing against any other. */
const LEFT_OPEN: ReadonlyMap<Her2Status, ReadonlySet<Her2Status>> = new Map([
  ['NEGATIVE_UNSPECIFIED', new Set<Her2Status>(['LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED'])],
  ['ZERO_UNSPECIFIED', new Set<Her2Status>(['ULTRALOW', 'ZERO'])],
]);

/** The two cannot both be true of one tissue. */
function excludes(a: Her2Status, b: Her2Status): boolean {
  const isOpen = a === b || a === 'INDETERMINATE' || b === 'INDETERMINATE';
  return !isOpen && LEFT_OPEN.get(a)?.has(b) !== true && LEFT_OPEN.get(b)?.has(a) !== true;
}
