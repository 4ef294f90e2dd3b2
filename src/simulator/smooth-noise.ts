/** Smooth random functions (lattice value noise, quintic fade) for tissue borders and texture. Range about [-1, 1]. */
import type { RandomStream } from './random.ts';

const TABLE_BITS = 12;
const TABLE_SIZE = 1 << TABLE_BITS;

const X_FACTOR = 0x27d4eb2d;
const Y_FACTOR = 0x165667b1;

/** Of a lattice point in the table. */
const place = (mixed: number): number => Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> (32 - TABLE_BITS);

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
  // Written out: this is where most of the time of a frame goes.
  const plane = (x: number, y: number): number => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = fade(x - x0);
    const fy = fade(y - y0);
    const left = Math.imul(x0, X_FACTOR);
    const right = (left + X_FACTOR) | 0;
    const upper = Math.imul(y0, Y_FACTOR);
    const lower = (upper + Y_FACTOR) | 0;
    const upperLeft = table[place(left ^ upper)] as number;
    const lowerLeft = table[place(left ^ lower)] as number;
    const top = upperLeft + fx * ((table[place(right ^ upper)] as number) - upperLeft);
    const bottom = lowerLeft + fx * ((table[place(right ^ lower)] as number) - lowerLeft);
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
