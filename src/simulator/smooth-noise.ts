/** Smooth random functions (lattice value noise, quintic fade) for tissue borders and texture. Range about [-1, 1]. */
import type { RandomStream } from './random.ts';

const TABLE_BITS = 12;
const TABLE_SIZE = 1 << TABLE_BITS;

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

export interface SmoothNoise {
  /** One-dimensional: unit distance between independent values. */
  line(x: number): number;
  /** Two-dimensional, unit lattice; scale the arguments for anisotropy. */
  plane(x: number, y: number): number;
  /** Two octaves of `plane`. */
  rough(x: number, y: number): number;
}

export function smoothNoise(stream: RandomStream): SmoothNoise {
  const table = new Float64Array(TABLE_SIZE);
  for (let i = 0; i < TABLE_SIZE; i++) table[i] = stream.between(-1, 1);
  const at = (x: number, y: number): number => {
    const mixed = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
    return table[Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> (32 - TABLE_BITS)] as number;
  };
  const plane = (x: number, y: number): number => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = fade(x - x0);
    const fy = fade(y - y0);
    const top = at(x0, y0) + fx * (at(x0 + 1, y0) - at(x0, y0));
    const bottom = at(x0, y0 + 1) + fx * (at(x0 + 1, y0 + 1) - at(x0, y0 + 1));
    return top + fy * (bottom - top);
  };
  return {
    plane,
    line: (x) => plane(x, 0.5),
    rough: (x, y) => (plane(x, y) + 0.5 * plane(2.17 * x + 37.2, 2.17 * y - 11.9)) / 1.25,
  };
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function step(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
