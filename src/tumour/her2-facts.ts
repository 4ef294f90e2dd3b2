/** HER2 results one a specimen, the current one, and whether the two sides differ (PATHWAY section 3). */
import type { Her2Facts, Laterality } from '../core/index.ts';
import { currentResult } from './current-result.ts';
import type { Her2Reading, Her2Statements } from './her2-readings.ts';
import { describeResult, SpecimenResult } from './specimen-result.ts';

export interface Her2Picture {
  readonly facts: Her2Facts;
  /** All results with their tissue, newest first, also those that are too many to list. */
  readonly all: readonly SpecimenResult[];
}

/**
 * `disease` is the side being treated. A result of the other side is listed but never current; where the disease names no
 * single side, the two sides count alike, and different status on them is a conflict.
 */
export function her2Facts({ readings, pending }: Her2Statements, disease: Laterality, today: string): Her2Picture {
  const all = byTissue(readings)
    .map((group) => new SpecimenResult(group))
    .sort(newestFirst);
  const left = all.find(({ laterality }) => laterality === 'left');
  const right = all.find(({ laterality }) => laterality === 'right');
  const sidesDiffer = left !== undefined && right !== undefined && left.status !== right.status;
  const describe = (result: SpecimenResult) => describeResult(result, today);
  const facts = {
    ...currentResult(all, disease, describe),
    results: all.slice(0, MOST_LISTED).map(describe),
    pending: listed(pending, all.length - MOST_LISTED),
    bilateralConflict: disease === 'unknown' && sidesDiffer,
  };
  return { facts, all };
}

function byTissue(readings: readonly Her2Reading[]): readonly (readonly Her2Reading[])[] {
  const groups = new Map<string, Her2Reading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.tissue.key);
    if (group === undefined) groups.set(reading.tissue.key, [reading]);
    else group.push(reading);
  }
  return [...groups.values()];
}

/** Cards and the app list the newest only; the status is derived from all. */
const MOST_LISTED = 50;

/** The last entry says how many were left out. */
function listed(pending: Her2Facts['pending'], moreResults: number): Her2Facts['pending'] {
  const leftOut = Math.max(0, moreResults) + Math.max(0, pending.length - MOST_LISTED);
  const shown = pending.slice(0, MOST_LISTED);
  return leftOut === 0 ? shown : [...shown, { text: `${leftOut} more HER2 results not listed`, source: 'Observation' }];
}

/** Undated results come last: nothing says that they are current. */
function newestFirst(a: SpecimenResult, b: SpecimenResult): number {
  return compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
