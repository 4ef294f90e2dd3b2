import { describe, expect, it } from 'vitest';
import type { RegionShape } from '../../src/core/index.ts';
import { drawShapes, fillPolygons, outlineRings } from '../../src/imaging/index.ts';

function rows(shapes: readonly RegionShape[], width = 4, height = 4): string[] {
  const mask = drawShapes(shapes, width, height);
  if ('kind' in mask) throw new Error(mask.reasons[0]?.detail);
  return Array.from({ length: height }, (_, y) => [...mask.subarray(y * width, (y + 1) * width)].map((v) => '.#'[v]).join(''));
}

const polygon = (...points: number[]): RegionShape => ({ type: 'polygon', points });

describe('a pixel is inside where its centre is', () => {
  const borders: [string, RegionShape, string[]][] = [
    ['border between centres', polygon(1, 1, 3, 1, 3, 3, 1, 3), ['....', '.##.', '.##.', '....']],
    [
      'border through centres: left and upper are inside',
      polygon(0.5, 0.5, 2.5, 0.5, 2.5, 2.5, 0.5, 2.5),
      ['##..', '##..', '....', '....'],
    ],
    ['the other way round', polygon(0.5, 2.5, 2.5, 2.5, 2.5, 0.5, 0.5, 0.5), ['##..', '##..', '....', '....']],
    ['first corner repeated at the end', polygon(1, 1, 3, 1, 3, 3, 1, 3, 1, 1), ['....', '.##.', '.##.', '....']],
    ['corner on a centre', polygon(1.5, 0.5, 3.5, 2.5, 1.5, 2.5), ['....', '.#..', '....', '....']],
    ['thinner than a pixel, between centres', polygon(1.6, 0, 1.9, 0, 1.9, 4, 1.6, 4), ['....', '....', '....', '....']],
    ['thinner than a pixel, over centres', polygon(1.4, 0, 1.6, 0, 1.6, 4, 1.4, 4), ['.#..', '.#..', '.#..', '.#..']],
    ['crosses itself: even-odd', polygon(0, 0, 4, 4, 4, 0, 0, 4), ['...#', '#.##', '#.##', '...#']],
    ['whole frame', polygon(0, 0, 4, 0, 4, 4, 0, 4), ['####', '####', '####', '####']],
    [
      'circle through the centres beside its own',
      { type: 'circle', points: [1.5, 1.5, 2.5, 1.5] },
      ['....', '##..', '....', '....'],
    ],
    ['circle a little larger', { type: 'circle', points: [1.5, 1.5, 2.51, 1.5] }, ['.#..', '###.', '.#..', '....']],
    ['ellipse', { type: 'ellipse', points: [0, 2, 4, 2, 2, 1, 2, 3] }, ['....', '####', '####', '....']],
    ['ellipse on end', { type: 'ellipse', points: [2, 0, 2, 4, 1, 2, 3, 2] }, ['.##.', '.##.', '.##.', '.##.']],
  ];
  it.each(borders)('%s', (_, shape, expected) => {
    expect(rows([shape])).toEqual(expected);
  });

  it('several shapes are united, also where they overlap', () => {
    expect(rows([polygon(0, 0, 2, 0, 2, 2, 0, 2), polygon(1, 1, 3, 1, 3, 3, 1, 3)])).toEqual(['##..', '###.', '.##.', '....']);
  });

  /** Multiples of a quarter, so that borders run through centres again and again. */
  function* quarters(): Generator<number> {
    for (let state = 7; ; state = (Math.imul(state, 1664525) + 1013904223) >>> 0) yield ((state >>> 8) % 49) / 4;
  }

  it('two parts with a common border share no pixel and lose none', () => {
    const numbers = quarters();
    const next = (): number => numbers.next().value as number;
    for (let trial = 0; trial < 300; trial++) {
      const [x, y] = [next(), next()];
      const corners = [0, 0, 12, 0, 12, 12, 0, 12];
      const parts = [0, 2, 4, 6].map((at) => [
        x,
        y,
        corners[at]!,
        corners[at + 1]!,
        corners[(at + 2) % 8]!,
        corners[(at + 3) % 8]!,
      ]);
      const counts = new Uint8Array(144);
      for (const part of parts) {
        const mask = fillPolygons([part], 12, 12);
        for (let at = 0; at < mask.length; at++) counts[at]! += mask[at]!;
      }
      expect([x, y, ...new Set(counts)]).toEqual([x, y, 1]);
    }
  });

  it('an ellipse at any angle holds the centres that its equation holds', () => {
    const numbers = quarters();
    const next = (): number => numbers.next().value as number;
    for (let trial = 0; trial < 200; trial++) {
      const [a, b, angle] = [1.1 + next() / 3, 1.1 + next() / 3, next()];
      const [cx, cy] = [10 + next() / 7, 10 + next() / 7];
      const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
      const points = [cx - a * ux, cy - a * uy, cx + a * ux, cy + a * uy, cx + b * uy, cy - b * ux, cx - b * uy, cy + b * ux];
      const mask = drawShapes([{ type: 'ellipse', points }], 22, 22);
      const expected = Uint8Array.from({ length: 484 }, (_, at) => {
        const [dx, dy] = [(at % 22) + 0.5 - cx, Math.floor(at / 22) + 0.5 - cy];
        return ((dx * ux + dy * uy) / a) ** 2 + ((dy * ux - dx * uy) / b) ** 2 < 1 ? 1 : 0;
      });
      expect(mask).toEqual(expected);
    }
  });

  it('the border of any mask, filled again, is the mask', () => {
    const mask = Uint8Array.from({ length: 400 }, (_, at) => ((at * at) % 7 < 4 ? 1 : 0));
    expect(drawShapes([], 20, 20)).toEqual(new Uint8Array(400));
    expect(fillPolygons(outlineRings(mask, 20, 20) ?? [], 20, 20)).toEqual(mask);
  });
});

describe('what cannot be drawn is refused', () => {
  const refused: [string, RegionShape][] = [
    ['a polygon of two corners', polygon(1, 1, 3, 3)],
    ['an odd number of coordinates', polygon(1, 1, 3, 1, 3)],
    ['a coordinate that is no number', polygon(1, 1, 3, 1, Number.NaN, 3)],
    ['a polygon beyond the frame', polygon(1, 1, 9, 1, 9, 3)],
    ['a circle that reaches beyond the frame', { type: 'circle', points: [2, 2, 6, 2] }],
    ['a circle without radius', { type: 'circle', points: [2, 2, 2, 2] }],
    ['an ellipse whose axes do not cross in the middle', { type: 'ellipse', points: [0, 2, 4, 2, 1, 1, 1, 3] }],
    ['an ellipse whose axes are not at right angles', { type: 'ellipse', points: [0, 2, 4, 2, 1.5, 1, 2.5, 3] }],
  ];
  it.each(refused)('%s', (_, shape) => {
    expect(drawShapes([shape], 4, 4)).toMatchObject({ kind: 'not-produced', reasons: [{ code: 'outline-unusable' }] });
  });
});
