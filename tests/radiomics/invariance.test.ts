import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GreyImage, Mask } from '../../src/core/index.ts';
import { extract } from '../../src/radiomics/index.ts';
import { fullPlan, lesionMask, SPACING, speckle } from './speckle.ts';

const plan = fullPlan();
const image = speckle(50, 40);
const mask = lesionMask(image, 22, 17);

function values(of: { image: GreyImage; mask: Mask }, spacing = SPACING, using = plan): ReadonlyMap<string, number> {
  const result = extract({ ...of, spacing }, using);
  if (result.kind === 'refused') throw new Error(result.message);
  return result.values;
}

/** Image and mask with each pixel taken from where `from` says. */
function moved(width: number, height: number, from: (x: number, y: number) => number): { image: GreyImage; mask: Mask } {
  const source = Array.from({ length: width * height }, (_, n) => from(n % width, Math.floor(n / width)));
  return {
    image: { width, height, pixels: Uint8Array.from(source, (n) => image.pixels[n] ?? 0) },
    mask: Uint8Array.from(source, (n) => mask[n] ?? 0),
  };
}

function expectSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>, tolerance: number): void {
  const different = [...expected].filter(([name, value]) => {
    const slack = name.endsWith('_MCC') ? 1e-7 : tolerance;
    return !(Math.abs(actual.get(name)! - value) <= slack * Math.max(1, Math.abs(value)));
  });
  expect(different.map(([name, value]) => [name, value, actual.get(name)])).toEqual([]);
}

describe('what features do not depend on', () => {
  const original = values({ image, mask });

  it('the place of the lesion in the image, to the last bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 15 }), fc.integer({ min: -9, max: 13 }), (dx, dy) => {
        const shifted = moved(50, 40, (x, y) => {
          const inside = x - dx >= 0 && x - dx < 50 && y - dy >= 0 && y - dy < 40;
          return inside ? (y - dy) * 50 + x - dx : -1;
        });
        expect([...values(shifted)]).toEqual([...original]);
      }),
      { numRuns: 30 },
    );
  });

  it('left and right, top and bottom: symmetrical co-occurrence pairs have no direction', () => {
    expectSame(values(moved(50, 40, (x, y) => y * 50 + 49 - x)), original, 1e-12);
    expectSame(values(moved(50, 40, (x, y) => (39 - y) * 50 + x)), original, 1e-12);
  });

  it('a quarter turn, when the spacing turns too', () => {
    const turned = moved(40, 50, (x, y) => (39 - x) * 50 + y);
    expectSame(values(turned, { xMm: SPACING.yMm, yMm: SPACING.xMm }), original, 1e-12);
  });

  it('an intensity shift by whole bins, for features of grey levels and of spread', () => {
    const brighter = { ...image, pixels: Float64Array.from(image.pixels, (value) => value + 250) };
    const shifted = values({ image: brighter, mask });
    const kept = [...original].filter(([name]) => /glcm|shape2D|Entropy|Uniformity|Variance|Range|Deviation$/.test(name));
    expectSame(shifted, new Map(kept), 1e-11);
  });

  it('intensities outside the lesion, without a filter', () => {
    const pixels = Uint8Array.from(image.pixels, (value, n) => (mask[n] === 1 ? value : 255 - value));
    expect([...values({ image: { ...image, pixels }, mask })]).toEqual([...original]);
  });

  it('earlier extractions: the same input gives the same bits, and is left as it was', () => {
    const everything = fullPlan({
      imageTypes: { Original: {}, Wavelet: {} },
      normalize: true,
      binWidth: 0.5,
      resegmentRange: [-1, 2],
    });
    const before = { pixels: image.pixels.slice(), mask: mask.slice() };
    const first = values({ image, mask }, SPACING, everything);
    expect([...values({ image, mask }, SPACING, everything)]).toEqual([...first]);
    expect(image.pixels).toEqual(before.pixels);
    expect(mask).toEqual(before.mask);
  });
});
