/**
 * The one rule by which a drawn outline becomes pixels: a pixel is inside where its centre is. Corner coordinates: pixel (x, y)
 * covers x to x + 1 and y to y + 1, its centre is x + 0.5, y + 0.5. A border that runs exactly through a centre has the centre
 * inside where it is the left or upper border, and outside where it is the right or lower one, so that two outlines with a
 * common border share no pixel and lose none.
 */
import type { Mask } from '../core/index.ts';

/** First pixel whose centre is at `coordinate` or after it; as an end it is the first one no longer inside. */
export function firstCentre(coordinate: number, size: number): number {
  return Math.min(size, Math.max(0, Math.ceil(coordinate - 0.5)));
}

/** Pixels of row `y` with their centre between two places on it. */
export function fillSpan(mask: Mask, width: number, y: number, fromX: number, toX: number): void {
  const from = firstCentre(fromX, width);
  const to = firstCentre(toX, width);
  if (to > from) mask.fill(1, y * width + from, y * width + to);
}
