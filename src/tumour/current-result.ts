/**
 * Which of the results on file is the current one of the treated side (PATHWAY section 3: the most recent tissue of the
 * disease being treated, shown with the others). An undated result never outranks a dated one; where it says something
 * that the newest dated result excludes, nothing tells which is newer, and the status is DISCORDANT: never one of the two.
 */
import type { Her2Result, Her2Status, Laterality } from '../core/index.ts';

export interface CurrentResult {
  readonly status: Her2Status;
  readonly current?: Her2Result;
}

/** @param newestFirst dated results by date, then those without a date */
export function currentResult(newestFirst: readonly Her2Result[], disease: Laterality): CurrentResult {
  const own = newestFirst.filter(({ laterality }) => laterality === 'unknown' || disease === 'unknown' || laterality === disease);
  const newest = own[0];
  if (newest === undefined) return { status: 'UNKNOWN' };
  const other = own.find((result) => result.date === undefined && excludes(result.status, newest.status));
  if (other === undefined) return { status: newest.status, current: newest };
  const text = `${newest.text}; undated result differs: ${other.text}`;
  return {
    status: 'DISCORDANT',
    current: { ...newest, status: 'DISCORDANT', text, evidence: [...newest.evidence, ...other.evidence] },
  };
}

/** What a vague status leaves open. INDETERMINATE says nothing against any other. */
const LEFT_OPEN: ReadonlyMap<Her2Status, ReadonlySet<Her2Status>> = new Map([
  ['NEGATIVE_UNSPECIFIED', new Set<Her2Status>(['LOW', 'ULTRALOW', 'ZERO', 'ZERO_UNSPECIFIED'])],
  ['ZERO_UNSPECIFIED', new Set<Her2Status>(['ULTRALOW', 'ZERO'])],
]);

/** The two cannot both be true of one tissue. */
export function excludes(a: Her2Status, b: Her2Status): boolean {
  const isOpen = a === b || a === 'INDETERMINATE' || b === 'INDETERMINATE';
  return !isOpen && LEFT_OPEN.get(a)?.has(b) !== true && LEFT_OPEN.get(b)?.has(a) !== true;
}
