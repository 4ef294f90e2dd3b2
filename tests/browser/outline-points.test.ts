import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, crossesItself, insideFrame, type Point, problemOf, withPoint } from '../../smart-app/src/outline-points.ts';

const square: readonly Point[] = [
  [10, 10],
  [20, 10],
  [20, 20],
  [10, 20],
];

describe('a drawn outline', () => {
  it('a new point goes into the side that it is closest to', () => {
    expect(withPoint(square, [15, 9])[1]).toEqual([15, 9]);
    expect(withPoint(square, [9, 15])[4]).toEqual([9, 15]);
  });

  it('points set in order around an ellipse stay in that order', () => {
    const ellipse = Array.from({ length: 24 }, (_, n): Point => [50 + 30 * Math.cos(n * 0.26), 50 + 20 * Math.sin(n * 0.26)]);
    const drawn = ellipse.reduce<readonly Point[]>(withPoint, []);
    expect(crossesItself(drawn)).toBe(false);
    expect(areaOf(drawn)).toBeCloseTo(areaOf(ellipse), 6);
  });

  it.each([
    ['two points', square.slice(0, 2), 'at least 3 points'],
    ['a bow tie', [square[0]!, square[2]!, square[1]!, square[3]!], 'crosses itself'],
    [
      'a sliver',
      [
        [1, 1],
        [9, 1],
        [5, 1.1],
      ] as const,
      'too small',
    ],
  ])('%s is told why it cannot be saved', (_, points, words) => {
    expect(problemOf(points)).toContain(words);
  });

  it('a square can be saved, from any first point and in both directions', () => {
    for (const points of [square, square.toReversed(), [...square.slice(2), ...square.slice(0, 2)]]) {
      expect([problemOf(points), areaOf(points)]).toEqual([undefined, 100]);
    }
  });

  it('every point ends up inside the frame', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (x, y) => {
        const [inX, inY] = insideFrame([x, y], { width: 64, height: 48 });
        return inX >= 0 && inX <= 64 && inY >= 0 && inY <= 48;
      }),
    );
  });
});
