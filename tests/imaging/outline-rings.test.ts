import { describe, expect, it } from 'vitest';
import { outlineRings } from '../../src/imaging/index.ts';

function rings(...rows: string[]): readonly (readonly number[])[] {
  const mask = Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0));
  return ringsOf(mask, rows[0]!.length, rows.length);
}

function ringsOf(mask: Uint8Array, width: number, height: number): readonly (readonly number[])[] {
  const found = outlineRings(mask, width, height);
  if (found === undefined) throw new Error('too many corners');
  return found;
}

/** Signed area by the shoelace formula; holes count negative. */
function area(ring: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    twice += ring[at]! * ring[next + 1]! - ring[next]! * ring[at + 1]!;
  }
  return twice / 2;
}

describe('outlineRings', () => {
  it('goes round one pixel by its corners', () => {
    expect(rings('...', '.#.', '...')).toEqual([[2, 1, 2, 2, 1, 2, 1, 1]]);
  });

  it('has a corner only where the border turns', () => {
    expect(rings('###', '###')).toEqual([[3, 0, 3, 2, 0, 2, 0, 0]]);
  });

  it('draws a hole as a ring of its own, the other way round', () => {
    const found = rings('###', '#.#', '###');
    expect(found.map(area)).toEqual([9, -1]);
  });

  it('keeps pixels that touch at a corner in rings of their own', () => {
    expect(rings('#.', '.#').map(area)).toEqual([1, 1]);
    expect(rings('.#', '#.').map(area)).toEqual([1, 1]);
  });

  it('encloses exactly the pixels of any mask', () => {
    let state = 1;
    for (let trial = 0; trial < 200; trial++) {
      const mask = Uint8Array.from({ length: 8 * 6 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 31;
      });
      const enclosed = ringsOf(mask, 8, 6).reduce((sum, ring) => sum + area(ring), 0);
      expect(enclosed).toBe(mask.reduce((sum, value) => sum + value, 0));
    }
  });

  it('a mask of scattered pixels has more corners than any lesion, and none are given', () => {
    const checkerboard = Uint8Array.from({ length: 400 * 400 }, (_, i) => ((i % 400) + Math.floor(i / 400)) % 2);
    expect(outlineRings(checkerboard, 400, 400)).toBeUndefined();
  });

  it('an empty mask has no ring', () => {
    expect(rings('..', '..')).toEqual([]);
  });
});
