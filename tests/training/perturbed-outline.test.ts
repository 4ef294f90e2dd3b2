/** Outlines as another hand might have drawn them, and what they say of a feature. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlan, extract, parseSettings, perturbedOutline } from '../../src/radiomics/index.ts';
import { randomStream } from '../../src/simulator/index.ts';
import { drawPerturbation, lesionsToPerturb } from '../../src/training/pipeline/outline-perturbations.ts';
import { DEFAULT_RECIPE } from '../../src/training/pipeline/recipe.ts';
import { assessStability, unstableFeatures } from '../../src/training/pipeline/unstable-features.ts';

const { perturbations } = DEFAULT_RECIPE.stability;
const SIDE = 96;

const ellipse = (rx: number, ry: number, cx = SIDE / 2, cy = SIDE / 2): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
    ((i % SIDE) - cx) ** 2 / rx ** 2 + (Math.floor(i / SIDE) - cy) ** 2 / ry ** 2 <= 1 ? 1 : 0,
  );
const areaOf = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0);

describe('a perturbed outline', () => {
  it('is the same for the same seed, lesion and reading, and another for another', () => {
    const mask = ellipse(20, 14);
    const drawn = (seed: number, id: string, reading: number) =>
      perturbedOutline(mask, SIDE, SIDE, drawPerturbation(perturbations, seed, id, reading)).join('');
    const first = drawn(1, 'P1 / 1', 1);
    expect(drawn(1, 'P1 / 1', 1)).toBe(first);
    for (const other of [drawn(2, 'P1 / 1', 1), drawn(1, 'P2 / 1', 1), drawn(1, 'P1 / 1', 2)]) expect(other).not.toBe(first);
  });

  it('has the area that was asked for, overlaps with the first and stays in the image, wherever the lesion lies', () => {
    const ranges = { rx: fc.integer({ min: 3, max: 40 }), ry: fc.integer({ min: 3, max: 40 }) };
    const place = { cx: fc.integer({ min: 0, max: SIDE - 1 }), cy: fc.integer({ min: 0, max: SIDE - 1 }) };
    fc.assert(
      fc.property(fc.record({ ...ranges, ...place, seed: fc.integer() }), ({ rx, ry, cx, cy, seed }) => {
        const mask = ellipse(rx, ry, cx, cy);
        const perturbation = drawPerturbation(perturbations, seed, 'lesion', 1);
        const own = perturbedOutline(mask, SIDE, SIDE, perturbation);
        expect(own).toHaveLength(mask.length);
        expect(areaOf(own)).toBe(Math.max(2, Math.round(areaOf(mask) * (1 + perturbation.areaFraction))));
        const both = own.reduce((sum, value, n) => sum + (value & mask[n]), 0);
        expect((2 * both) / (areaOf(own) + areaOf(mask))).toBeGreaterThan(areaOf(mask) > 200 ? 0.75 : 0.3);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('moved by whole pixels alone is the outline moved', () => {
    const perturbation = { shiftXPixels: 3, shiftYPixels: -2, areaFraction: 0, displacement: 0, waves: [] };
    const moved = perturbedOutline(ellipse(20, 14), SIDE, SIDE, perturbation);
    expect(moved.join('')).toBe(ellipse(20, 14, SIDE / 2 + 3, SIDE / 2 - 2).join(''));
  });

  it.each([
    ['one pixel', 1],
    ['every pixel', SIDE * SIDE],
  ])('of a mask with %s is a mask', (_, pixels) => {
    const mask = new Uint8Array(SIDE * SIDE).fill(1, 0, pixels);
    const own = perturbedOutline(mask, SIDE, SIDE, drawPerturbation(perturbations, 1, 'lesion', 1));
    expect(areaOf(own)).toBe(pixels === 1 ? 2 : pixels);
  });
});

describe('stability over perturbed outlines', () => {
  it('keeps what the inside decides and drops what hangs on the contour', () => {
    const settings = parseSettings({ binWidth: 25 });
    if (settings.kind === 'invalid') throw new Error(settings.problems.join('; '));
    // The border of the lesion is a few pixels of noise: Maximum finds one of them, Median does not.
    const names = ['original_firstorder_Median', 'original_firstorder_Maximum', 'original_shape2D_PixelSurface'];
    const plan = compilePlan(names, settings.settings);
    const lesions = Array.from({ length: 24 }, (_, i) => {
      const random = randomStream(i, 'stability');
      const [rx, ry] = [random.between(14, 30), random.between(10, 24)];
      const [mask, core] = [ellipse(rx, ry), ellipse(rx - 1, ry - 1)];
      const level = random.between(40, 90);
      const pixels = Float64Array.from(core, (inside) =>
        inside === 1 ? level + 4 * random.normal() : 150 + 40 * random.normal(),
      );
      return { id: `lesion ${i}`, mask, image: { width: SIDE, height: SIDE, pixels } };
    });
    const measure = ({ image }: (typeof lesions)[number], mask: Uint8Array): readonly number[] => {
      const result = extract({ image, mask, spacing: { xMm: 1, yMm: 1 } }, plan);
      if (result.kind === 'refused') throw new Error(result.message);
      return names.map((name) => result.values.get(name) ?? Number.NaN);
    };
    const values = Array.from({ length: 4 }, (_, reading) => {
      const rows = lesions.map((lesion) => {
        const drawn = drawPerturbation(perturbations, 1, lesion.id, reading);
        return measure(lesion, reading === 0 ? lesion.mask : perturbedOutline(lesion.mask, SIDE, SIDE, drawn));
      });
      return names.map((_, f) => Float64Array.from(rows, (row) => row[f]));
    });
    const results = assessStability(names, { source: 'perturbations', values });
    const [median, maximum, surface] = results.features.map(({ icc }) => icc);
    expect(median).toBeGreaterThan(0.95);
    expect(surface).toBeGreaterThan(0.9);
    expect(maximum).toBeLessThan(0.5);
    expect(unstableFeatures(results, DEFAULT_RECIPE)).toEqual({
      unstable: new Set(['original_firstorder_Maximum']),
      over: 'the outline and 3 perturbations of it on 24 training lesions',
    });
  });

  it('draws as many lesions as asked for, the same ones each time', () => {
    const ids = Array.from({ length: 200 }, (_, i) => i);
    const drawn = lesionsToPerturb(perturbations, 1, ids);
    expect(drawn).toHaveLength(perturbations.lesions);
    expect(drawn).toEqual(lesionsToPerturb(perturbations, 1, ids));
    expect(drawn).not.toEqual(lesionsToPerturb(perturbations, 2, ids));
    expect(lesionsToPerturb(perturbations, 1, ids.slice(0, 20))).toEqual(ids.slice(0, 20));
  });
});
