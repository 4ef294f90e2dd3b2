import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask, Spacing } from '../../src/core/index.ts';
import { squaredDistancesMm } from '../../src/radiomics/distance-transform.ts';
import { compilePlan, extract, parseSettings } from '../../src/radiomics/index.ts';
import { combinedRegion, peritumoralRing } from '../../src/radiomics/peritumoral-ring.ts';
import { lesionMask, maskWhere, SPACING, settingsFrom, speckle } from './speckle.ts';

const anyCase = fc
  .record({ width: fc.integer({ min: 1, max: 16 }), height: fc.integer({ min: 1, max: 16 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      lesion: fc.uniqueArray(fc.nat(width * height - 1), { maxLength: 8 }),
      spacing: fc.record({
        xMm: fc.double({ min: 0.02, max: 3, noNaN: true }),
        yMm: fc.double({ min: 0.02, max: 3, noNaN: true }),
      }),
      outerMm: fc.double({ min: 0.05, max: 12, noNaN: true }),
      innerPart: fc.double({ min: 0, max: 0.9, noNaN: true }),
      within: fc.option(fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }), { nil: undefined }),
    }),
  );

function maskOf(length: number, ones: readonly number[]): Mask {
  const mask = new Uint8Array(length);
  for (const n of ones) mask[n] = 1;
  return mask;
}

/** Smallest squared distance over all lesion pixels. */
function bruteForce(at: number, lesion: readonly number[], width: number, { xMm, yMm }: Spacing): number {
  const squares = lesion.map((n) => {
    const dx = ((n % width) - (at % width)) * xMm;
    const dy = (Math.floor(n / width) - Math.floor(at / width)) * yMm;
    return dx * dx + dy * dy;
  });
  return Math.min(...squares);
}

describe('distance to the lesion', () => {
  it('is that to the nearest of all its pixels, whatever the spacing', () => {
    fc.assert(
      fc.property(anyCase, ({ width, height, lesion, spacing }) => {
        const found = squaredDistancesMm(maskOf(width * height, lesion), width, height, spacing);
        found.forEach((square, n) => {
          const expected = bruteForce(n, lesion, width, spacing);
          expect(square === expected || Math.abs(square - expected) <= 1e-12 * expected).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('peritumoral ring', () => {
  it('has every pixel between its margins and no other, inside the image and the region given', () => {
    fc.assert(
      fc.property(anyCase, ({ width, height, lesion, spacing, outerMm, innerPart, within }) => {
        const mask = maskOf(width * height, lesion);
        const innerMm = innerPart * outerMm;
        const margins = { outerMm, innerMm, ...(within === undefined ? {} : { within }) };
        const ring = peritumoralRing(mask, width, height, spacing, margins);
        ring.forEach((value, n) => {
          const distance = Math.sqrt(bruteForce(n, lesion, width, spacing));
          if ([outerMm, innerMm].some((margin) => Math.abs(distance - margin) < 1e-6)) return;
          expect(value === 1).toBe(distance > innerMm && distance <= outerMm && within?.[n] !== 0);
        });
        const combined = combinedRegion(mask, width, height, spacing, margins);
        expect([...combined]).toEqual(Array.from(mask, (value, n) => Math.max(value, ring[n])));
      }),
      { numRuns: 300 },
    );
  });

  const size = { width: 30, height: 20 };
  const lesion = maskWhere(size, (x, y) => x >= 10 && x < 15 && y >= 8 && y < 11);

  it('includes a margin of a whole number of pixels, although 5 x 0.1 is not 0.5 in binary', () => {
    const spacing = { xMm: 0.1, yMm: 0.1 };
    const row = (outerMm: number): number[] => {
      const ring = peritumoralRing(lesion, 30, 20, spacing, { outerMm });
      return Array.from({ length: 30 }, (_, x) => x).filter((x) => ring[9 * 30 + x] === 1);
    };
    expect(row(0.3)).toEqual([7, 8, 9, 15, 16, 17]);
    expect(row(0.7)).toHaveLength(14);
  });

  it('does not leave a rectangle', () => {
    const within = { x: 12, y: 0, width: 18, height: 9 };
    const ring = peritumoralRing(lesion, 30, 20, { xMm: 1, yMm: 1 }, { outerMm: 4, within });
    const outside = maskWhere(size, (x, y) => x < 12 || y >= 9);
    expect(ring.some((value) => value === 1)).toBe(true);
    expect(ring.some((value, n) => value === 1 && outside[n] === 1)).toBe(false);
  });

  it.each([
    ['outerMm', { outerMm: 0 }],
    ['outerMm', { outerMm: Number.NaN }],
    ['innerMm', { outerMm: 2, innerMm: 2 }],
    ['within', { outerMm: 2, within: new Uint8Array(3) }],
  ])('names %s where it does not fit', (name, margins) => {
    expect(() => peritumoralRing(lesion, 30, 20, { xMm: 1, yMm: 1 }, margins)).toThrow(name);
  });
});

describe('features of the region that the settings name', () => {
  const image = speckle(40, 30);
  const lesion = lesionMask(image, 20, 15);
  const margins = { outerMm: 0.4 };
  const names = ['original_firstorder_Mean', 'original_glcm_Contrast', 'original_shape2D_PixelSurface'];

  function features(mask: Mask, settings: object, within?: Mask) {
    const plan = compilePlan(names, settingsFrom(settings));
    const result = extract({ image, mask, spacing: SPACING, ...(within === undefined ? {} : { within }) }, plan);
    if (result.kind === 'refused') throw new Error(result.message);
    return result;
  }

  it('are those of the ring or of both outlined by hand, and the provenance names it', () => {
    const within = maskWhere(image, (x) => x < 25);
    const ring = peritumoralRing(lesion, 40, 30, SPACING, { ...margins, within });
    const both = combinedRegion(lesion, 40, 30, SPACING, { ...margins, within });
    const ofRing = features(lesion, { region: 'ring', ringMm: 0.4 }, within);
    expect([...ofRing.values]).toEqual([...features(ring, {}).values]);
    expect(ofRing.provenance.settings).toMatchObject({ region: 'ring', ringMm: 0.4 });
    expect(ofRing.provenance.roiPixels).toBe(ring.filter(Boolean).length);
    expect([...features(lesion, { region: 'combined', ringMm: 0.4 }, within).values]).toEqual([...features(both, {}).values]);
  });

  it('need a width of the ring', () => {
    expect(parseSettings({ region: 'ring' })).toEqual({
      kind: 'invalid',
      problems: ['ringMm: region ring needs the width of the ring in mm'],
    });
  });
});
