/**
 * Which of several outlines to use. Only outlines of one lesion (same tracking UID, or tracking id where there is no UID) are
 * compared: a person's comes before an algorithm's, then the newest if it is alone in that. Anything else is not decided here.
 */
import type { Segment } from './segments.ts';
import { segmentAuthor } from './segments.ts';

export interface OutlineCandidate {
  readonly segment: Segment;
  /** Content date and time as DICOM writes them, e.g. `20260102093000`. */
  readonly created?: string;
}

export function chooseOutline<C extends OutlineCandidate>(candidates: readonly C[]): C | undefined {
  if (candidates.length <= 1) return candidates[0];
  if (!sameLesion(candidates)) return undefined;
  const human = candidates.filter(({ segment }) => segmentAuthor(segment) === 'human');
  const best = human.length > 0 ? human : candidates;
  return best.length === 1 ? best[0] : newest(best);
}

function sameLesion(candidates: readonly OutlineCandidate[]): boolean {
  const tracked = ({ segment }: OutlineCandidate): string | undefined => segment.trackingUid ?? segment.trackingId;
  const first = tracked(candidates[0]!);
  return first !== undefined && candidates.every((candidate) => tracked(candidate) === first);
}

function newest<C extends OutlineCandidate>(candidates: readonly C[]): C | undefined {
  if (candidates.some(({ created }) => created === undefined)) return undefined;
  const [first, second] = candidates.toSorted((a, b) => (a.created! < b.created! ? 1 : -1));
  return first?.created === second?.created ? undefined : first;
}
