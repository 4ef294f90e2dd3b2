/** One response from those of several orientations, pixel by pixel (IBSI 2: pseudo-rotational invariance). */
import type { Plane } from './bounded-tile.ts';

export const POOLINGS = ['max', 'average'] as const;

export type Pooling = (typeof POOLINGS)[number];

/** `responses`: at least one, all of one size. One alone is given back as it is. */
export function pool(responses: readonly Plane[], pooling: Pooling): Plane {
  const [first, ...others] = responses;
  if (first === undefined) throw new RangeError('pool: no response');
  if (others.length === 0) return first;
  const pixels = first.pixels.slice();
  for (const other of others) {
    if (pooling === 'max') for (let n = 0; n < pixels.length; n++) pixels[n] = Math.max(pixels[n], other.pixels[n]);
    else for (let n = 0; n < pixels.length; n++) pixels[n] += other.pixels[n];
  }
  if (pooling === 'average') for (let n = 0; n < pixels.length; n++) pixels[n] /= responses.length;
  return { ...first, pixels };
}
