/**
 * Polygons to a mask, even-odd over all rings, by the rule of fill-span.ts. Rings of outline-rings.ts come back as the mask
 * they were made from.
 */
import type { Mask } from '../core/index.ts';
import { fillSpan, firstCentre } from './fill-span.ts';
import { ImageFileError } from './image-file-error.ts';

/** [x0, y0, x1, y1, ...] */
export type Ring = readonly number[];

/** Edge crossings of pixel rows: every one is a number in memory, and a million takes a third of a second. */
const MAX_CROSSINGS = 2_000_000;

export function fillPolygons(rings: readonly Ring[], width: number, height: number): Mask {
  const crossings: number[][] = Array.from({ length: height }, () => []);
  let budget = MAX_CROSSINGS;
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      budget -= cross(crossings, ring[at]!, ring[at + 1]!, ring[next]!, ring[next + 1]!, height);
      if (budget < 0) throw new ImageFileError('mask: the polygons have too many long edges');
    }
  }
  const mask = new Uint8Array(width * height);
  crossings.forEach((columns, y) => {
    columns.sort((a, b) => a - b);
    for (let n = 0; n + 1 < columns.length; n += 2) fillSpan(mask, width, y, columns[n]!, columns[n + 1]!);
  });
  return mask;
}

/** Where the edge crosses the middle of each pixel row; the upper end belongs to it, the lower one does not. */
function cross(crossings: number[][], x0: number, y0: number, x1: number, y1: number, height: number): number {
  if (y0 === y1) return 0;
  const [top, bottom] = y0 < y1 ? [y0, y1] : [y1, y0];
  const first = firstCentre(top, height);
  const last = firstCentre(bottom, height);
  for (let y = first; y < last; y++) crossings[y]!.push(x0 + ((y + 0.5 - y0) * (x1 - x0)) / (y1 - y0));
  return Math.max(0, last - first);
}
