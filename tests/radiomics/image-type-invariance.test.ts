import { describe, expect, it } from 'vitest';
import type { GreyImage, Mask, Spacing } from '../../src/core/index.ts';
import { extract } from '../../src/radiomics/index.ts';
import { fullPlan, lesionMask, SPACING, speckle } from './speckle.ts';

interface Picture {
  readonly image: GreyImage;
  readonly mask: Mask;
}

const [WIDTH, HEIGHT] = [64, 52];
const image = speckle(WIDTH, HEIGHT);
const picture: Picture = { image: { ...image, pixels: Float64Array.from(image.pixels) }, mask: lesionMask(image, 31, 25) };

/** binWidth is an odd number so that no symmetry of the values puts them on a bin edge. */
const BINS = { binWidth: 6.1803 };

/** Filters with a kernel of their own around each pixel. */
const LOCAL = {
  Original: {},
  Gradient: {},
  LBP2D: {},
  Mean: { support: [3, 7] },
  LoGKernel: { sigmaMm: [0.2], truncate: 4 },
  Gabor: { sigmaMm: [0.2], lambdaMm: 0.6, gamma: 1.5, rotationStep: 45, truncate: 4, pooling: 'average' },
};

function features(of: Picture, settings: object, spacing: Spacing = SPACING): ReadonlyMap<string, number> {
  const result = extract({ ...of, spacing }, fullPlan(settings));
  if (result.kind === 'refused') throw new Error(result.message);
  return result.values;
}

/** Each pixel taken from where `from` says, around the border. */
function moved(of: Picture, width: number, height: number, from: (x: number, y: number) => readonly [number, number]): Picture {
  const wrap = (index: number, size: number): number => ((index % size) + size) % size;
  const source = Array.from({ length: width * height }, (_, n) => {
    const [x, y] = from(n % width, Math.floor(n / width));
    return wrap(y, of.image.height) * of.image.width + wrap(x, of.image.width);
  });
  const pixels = Float64Array.from(source, (n) => of.image.pixels[n]!);
  return { image: { width, height, pixels }, mask: Uint8Array.from(source, (n) => of.mask[n]!) };
}

function changed(value: (pixel: number) => number): Picture {
  return { ...picture, image: { ...picture.image, pixels: Float64Array.from(picture.image.pixels, value) } };
}

function expectSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>, keep = /./): void {
  const compared = [...expected].filter(([name]) => keep.test(name));
  expect(compared.length).toBeGreaterThan(0);
  const different = compared.filter(([name, value]) => {
    const slack = name.endsWith('_MCC') ? 1e-7 : 1e-9;
    return !(Math.abs(actual.get(name)! - value) <= slack * Math.max(1, Math.abs(value)));
  });
  expect(different.map(([name, value]) => [name, value, actual.get(name)])).toEqual([]);
}

describe('what the features of filtered images do not depend on', () => {
  const turn = (of: Picture): Picture => moved(of, HEIGHT, WIDTH, (x, y) => [y, HEIGHT - 1 - x]);
  const mirror = (of: Picture): Picture => moved(of, WIDTH, HEIGHT, (x, y) => [WIDTH - 1 - x, y]);
  const turnedSpacing = { xMm: SPACING.yMm, yMm: SPACING.xMm };

  it.each([
    ['filters around each pixel', LOCAL],
    ['intensity filters', { Square: {}, SquareRoot: {}, Logarithm: {}, Exponential: {} }],
    ['Laws with pooled turns', { Laws: { kernels: ['L5E5', 'S5S5', 'E3W5', 'L5R5'], rotationInvariant: true } }],
    ['Laws energy', { Laws: { kernels: ['L3E3', 'S3S5'], rotationInvariant: true, energyDistance: 2 } }],
    ['wavelets with pooled turns', { SeparableWavelet: { wavelet: 'db2', level: 2, rotationInvariant: true } }],
  ])('a quarter turn: %s', (_, imageTypes) => {
    expectSame(features(turn(picture), { ...BINS, imageTypes }, turnedSpacing), features(picture, { ...BINS, imageTypes }));
  });

  it.each([
    ['filters around each pixel', LOCAL],
    ['intensity filters', { Square: {}, SquareRoot: {}, Logarithm: {}, Exponential: {} }],
    ['Laws with pooled turns and an even kernel', { Laws: { kernels: ['L5E5', 'S5W5', 'L5R5'], rotationInvariant: true } }],
  ])('a mirror image: %s', (_, imageTypes) => {
    expectSame(features(mirror(picture), { ...BINS, imageTypes }), features(picture, { ...BINS, imageTypes }));
  });

  it('the place of the lesion in the image, to the last bit', () => {
    const imageTypes = {
      ...LOCAL,
      Wavelet: { wavelet: 'bior2.2' },
      Square: {},
      Exponential: {},
      Laws: { kernels: ['L5E5', 'E5W5'] },
      SeparableWavelet: { wavelet: 'coif1', boundary: 'nearest' },
    };
    const here = features(picture, { imageTypes });
    const there = features(
      moved(picture, WIDTH, HEIGHT, (x, y) => [x - 7, y + 4]),
      { imageTypes },
    );
    expect([...there]).toEqual([...here]);
  });

  it('a brightness added to all pixels, where the kernel sums to zero', () => {
    const imageTypes = {
      Gradient: {},
      LBP2D: {},
      Wavelet: {},
      Laws: { kernels: ['E5L5', 'S3W5', 'L3R5'] },
      SeparableWavelet: { wavelet: 'bior3.3' },
    };
    const settings = { ...BINS, imageTypes };
    const withoutApproximation = /^(?!.*-LL_|.*shape2D)/;
    const brighter = features(
      changed((pixel) => pixel + 64),
      settings,
    );
    const original = features(picture, settings);
    expectSame(brighter, original, withoutApproximation);
  });

  it('a contrast of all pixels, for textures in a fixed number of bins: to the last bit with a power of two', () => {
    const settings = {
      binCount: 16,
      imageTypes: {
        Original: {},
        Wavelet: {},
        Mean: {},
        LoGKernel: { sigmaMm: [0.3] },
        Laws: {},
        Gabor: LOCAL.Gabor,
        SeparableWavelet: {},
      },
    };
    const textures = (values: ReadonlyMap<string, number>) =>
      [...values].filter(([name]) => /_gl|_ngtdm|Entropy|Skew/.test(name));
    const stronger = features(
      changed((pixel) => pixel * 4),
      settings,
    );
    expect(textures(stronger)).toEqual(textures(features(picture, settings)));
  });
});
