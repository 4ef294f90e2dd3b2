/**
 * Which of several outlines to use. Only outlines of one lesion (same tracking UID, or tracking id where one has no UID, and no
 * contradicting side) are compared: by default a person's comes before an algorithm's, then the newest if it is alone in that.
 * Anything else is not decided here.
 */
import type { Laterality, OutlinePreference } from '../core/index.ts';
import { DEFAULT_OUTLINE_PREFERENCE } from '../core/index.ts';
import type { OutlineDescription } from './outline-description.ts';

export interface OutlineCandidate {
  readonly description: OutlineDescription;
}

/** `side` of the study: outlines of the other side are of another lesion. */
export function chooseOutline<C extends OutlineCandidate>(
  candidates: readonly C[],
  preference: OutlinePreference = DEFAULT_OUTLINE_PREFERENCE,
  side: Laterality = 'unknown',
): C | undefined {
  if (candidates.length <= 1) return candidates[0];
  const onSide = candidates.filter(({ description }) => agree(description.laterality, side));
  const [first, ...others] = onSide;
  if (first === undefined || !others.every((other) => isSameLesion(first.description, other.description))) return undefined;
  const preferred = onSide.filter(({ description }) => description.author === preference.author);
  const best = preferred.length > 0 ? preferred : onSide;
  return best.length === 1 ? best[0] : preference.newest ? newest(best) : undefined;
}

function isSameLesion(a: OutlineDescription, b: OutlineDescription): boolean {
  const byUid = a.trackingUid !== undefined && b.trackingUid !== undefined;
  const tracked = byUid ? a.trackingUid === b.trackingUid : a.trackingId !== undefined && a.trackingId === b.trackingId;
  return tracked && agree(a.laterality, b.laterality);
}

function agree(a: Laterality, b: Laterality): boolean {
  return a === 'unknown' || b === 'unknown' || a === b;
}

/** None where one lacks a time, or where two are the same as far as they go. */
function newest<C extends OutlineCandidate>(candidates: readonly C[]): C | undefined {
  const sorted = candidates.toSorted((a, b) => ((a.description.created ?? '') < (b.description.created ?? '') ? 1 : -1));
  const [first = '', second = ''] = sorted.map(({ description }) => description.created ?? '');
  if (candidates.some(({ description }) => description.created === undefined)) return undefined;
  return first.startsWith(second) ? undefined : sorted[0];
}
