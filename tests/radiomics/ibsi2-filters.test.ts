import { describe, expect, it } from 'vitest';
import { BOUNDARIES, boundaryIndices } from '../../src/radiomics/bounded-tile.ts';
import { type FilterInput, filterInput } from '../../src/radiomics/filter-input.ts';
import { IMAGE_TYPE_DESCRIPTIONS, type ImageTypeDescription, parseSettings } from '../../src/radiomics/index.ts';
import { IMAGE_TYPES } from '../../src/radiomics/registry.ts';
import type { ImageTypeName } from '../../src/radiomics/settings.ts';
import { type WaveletName, waveletFilters } from '../../src/radiomics/wavelet-filters.ts';
import { SPACING, settingsFrom, speckle } from './speckle.ts';

function windowOf(width: number, height: number): FilterInput {
  return filterInput(speckle(width, height), { x: 0, y: 0, width, height }, undefined, SPACING);
}

/** The derived images inside the box, by name. */
function derived(
  type: ImageTypeName,
  own: object,
  input: FilterInput,
  box = { x: 0, y: 0, width: input.width, height: input.height },
) {
  const settings = settingsFrom({ imageTypes: { [type]: own } }).imageTypes[type]!;
  const names = IMAGE_TYPES[type].derivedNames(settings);
  const images = IMAGE_TYPES[type].derive(input, box, settings, names);
  expect(images.map(({ name }) => name)).toEqual(names);
  return new Map(images.map(({ name, pixels }) => [name, pixels]));
}

describe('beyond the window', () => {
  it.each([
    ['zero', [-1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1]],
    ['nearest', [0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]],
    ['periodic', [2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]],
    ['mirror', [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]],
  ] as const)('%s reads the pixels that IBSI says', (boundary, expected) => {
    expect([...boundaryIndices(-4, 11, 3, boundary)]).toEqual(expected);
  });
});

describe.each(BOUNDARIES)('filters of IBSI 2 with boundary %s', (boundary) => {
  it.each([
    ['Mean', { support: [7, 31] }],
    ['LoGKernel', { sigmaMm: [0.15, 0.6] }],
    ['Laws', { kernels: ['L5E5', 'E3W5'], rotationInvariant: true, energyDistance: 4 }],
    ['Laws', { kernels: ['R5S3'], energyDistance: 30 }],
    ['Gabor', { sigmaMm: [0.2], lambdaMm: 0.5, theta: [20], truncate: 3 }],
    ['SeparableWavelet', { wavelet: 'db2', level: 3, rotationInvariant: true, pooling: 'average' }],
  ] as const)('%s %j gives the same in a box as in the whole image', (type, own) => {
    const input = windowOf(19, 14);
    const whole = derived(type, { ...own, boundary }, input);
    const box = { x: 1, y: 6, width: 7, height: 8 };
    for (const [name, pixels] of derived(type, { ...own, boundary }, input, box)) {
      const expected = Array.from(pixels, (_, n) => whole.get(name)![(box.y + Math.floor(n / 7)) * 19 + box.x + (n % 7)]);
      expect([...pixels]).toEqual(expected);
    }
  });
});

describe('separable wavelets', () => {
  /** Along x: y[n] = sum_j f[j] x[(n + step L/2 - step j) mod N]; then the same along y. */
  function dilated(pixels: Float64Array, width: number, alongX: Float64Array, alongY: Float64Array, step: number): Float64Array {
    const height = pixels.length / width;
    const wrap = (index: number, size: number): number => ((index % size) + size) % size;
    const sum = (filter: Float64Array, at: (shift: number) => number): number =>
      filter.reduce((total, tap, j) => total + tap * at(step * (filter.length / 2 - j)), 0);
    const rows = pixels.map((_, n) => sum(alongX, (dx) => pixels[n - (n % width) + wrap((n % width) + dx, width)]!));
    return rows.map((_, n) => sum(alongY, (dy) => rows[wrap(Math.floor(n / width) + dy, height) * width + (n % width)]!));
  }

  it.each(['haar', 'coif1', 'bior2.4', 'rbio3.1'] as WaveletName[])('of level 2 have filters with holes: %s', (wavelet) => {
    const [width, height] = [18, 13];
    const own = { wavelet, level: 2, boundary: 'periodic' };
    const images = derived('SeparableWavelet', own, windowOf(width, height));
    const { low, high } = waveletFilters(wavelet);
    const pixels = Float64Array.from(speckle(width, height).pixels);
    const approximation = dilated(pixels, width, low, low, 1);
    const expected = new Map([
      [`separable-wavelet-${wavelet}-LH`, dilated(pixels, width, low, high, 1)],
      [`separable-wavelet2-${wavelet}-HL`, dilated(approximation, width, high, low, 2)],
      [`separable-wavelet2-${wavelet}-LL`, dilated(approximation, width, low, low, 2)],
    ]);
    for (const [name, values] of expected) {
      const found = images.get(name)!;
      expect(values.every((value, n) => Math.abs(value - found[n]!) < 1e-9)).toBe(true);
    }
  });

  it('of level 1 are those of PyRadiomics where the image is periodic and of even size', () => {
    const input = windowOf(20, 12);
    const ours = derived('SeparableWavelet', { wavelet: 'coif1', boundary: 'periodic' }, input);
    for (const [name, values] of derived('Wavelet', { wavelet: 'coif1' }, input)) {
      const found = ours.get(name.replace('wavelet-', 'separable-wavelet-coif1-'))!;
      expect(values.every((value, n) => Math.abs(value - found[n]!) < 1e-10)).toBe(true);
    }
  });
});

describe('names and settings of the IBSI 2 image types', () => {
  it.each([
    ['Mean', { support: [3, 15] }, ['mean-3', 'mean-15']],
    ['LoGKernel', { sigmaMm: [0.5, 2] }, ['log-kernel-sigma-0-5-mm', 'log-kernel-sigma-2-0-mm']],
    ['Laws', { kernels: ['L5E5'], rotationInvariant: true, energyDistance: 7 }, ['laws-L5E5-rot-max-energy-7']],
    ['Gabor', { sigmaMm: [2], lambdaMm: 0.5, theta: [45] }, ['gabor-sigma-2-0-mm-lambda-0-5-mm-gamma-1-0-theta-45-0']],
    ['Gabor', { rotationStep: 22.5, pooling: 'average' }, ['gabor-sigma-1-0-mm-lambda-1-0-mm-gamma-1-0-rot-22-5-average']],
    [
      'SeparableWavelet',
      { wavelet: 'bior2.2', level: 1, rotationInvariant: true },
      ['LH', 'HL', 'HH', 'LL'].map((band) => `separable-wavelet-bior2.2-${band}-rot-max`),
    ],
  ] as const)('%s %j', (type, own, names) => {
    const settings = settingsFrom({ imageTypes: { [type]: own } }).imageTypes[type]!;
    expect(IMAGE_TYPES[type].derivedNames(settings)).toEqual(names);
  });

  it.each(Object.entries(IMAGE_TYPE_DESCRIPTIONS) as [ImageTypeName, ImageTypeDescription][])(
    '%s is described as it is named',
    (type, { settings: own, example }) => {
      const settings = settingsFrom({ imageTypes: { [type]: own } }).imageTypes[type]!;
      expect(IMAGE_TYPES[type].derivedNames(settings)[0]).toBe(example);
    },
  );

  it.each([
    ['Mean', { support: [4] }, 'support'],
    ['Mean', { sigmaMm: [1] }, 'sigmaMm'],
    ['LoGKernel', { sigmaMm: [0] }, 'sigmaMm'],
    ['LoGKernel', { truncate: 0 }, 'truncate'],
    ['Laws', { kernels: ['L5X5'] }, 'kernels'],
    ['Laws', { kernels: ['L5E5', 'L5E5'] }, 'kernels'],
    ['Laws', { pooling: 'median' }, 'pooling'],
    ['Gabor', { rotationStep: 7 }, 'rotationStep'],
    ['Gabor', { gamma: 0 }, 'gamma'],
    ['SeparableWavelet', { boundary: 'wrap' }, 'boundary'],
    ['SeparableWavelet', { start_level: 1 }, 'start_level'],
  ])('%s refuses %j and names it', (type, own, key) => {
    const parsed = parseSettings({ imageTypes: { [type]: own } });
    expect(parsed.kind === 'invalid' && parsed.problems.every((problem) => problem.startsWith(`imageTypes.${type}.${key}`))).toBe(
      true,
    );
  });
});
