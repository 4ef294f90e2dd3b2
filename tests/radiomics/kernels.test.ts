/** Kernels against plain definitions, where the fast way is not the obvious one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discretise } from '../../src/radiomics/discretise.ts';
import { consecutive, filterInput } from '../../src/radiomics/filter-input.ts';
import { quantiles } from '../../src/radiomics/quantiles.ts';
import { WAVELET_NAMES, waveletFilters } from '../../src/radiomics/wavelet-filters.ts';
import { waveletImage } from '../../src/radiomics/wavelet-image.ts';
import { SPACING, settingsFrom, speckle } from './speckle.ts';

describe('wavelet filters', () => {
  it.each(WAVELET_NAMES)('%s is the dual of its synthesis filter: every coefficient is right to the last digits', (name) => {
    const { low, high } = waveletFilters(name);
    const synthesis = high.map((value, k) => (k % 2 === 0 ? -value : value));
    const dual = synthesis.toReversed();
    if (!/^r?bio/.test(name)) expect(dual).toEqual(low);
    const product = (a: Float64Array, b: Float64Array, shift: number): number =>
      a.reduce((sum, value, n) => sum + value * (b[n + shift] ?? 0), 0);
    expect(low.length % 2).toBe(0);
    expect(low.reduce((a, b) => a + b, 0)).toBeCloseTo(Math.SQRT2, 9);
    expect(high.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9);
    for (let shift = 0; shift < low.length; shift += 2) {
      expect(product(low, dual, shift)).toBeCloseTo(shift === 0 ? 1 : 0, 9);
      expect(product(dual, low, shift)).toBeCloseTo(shift === 0 ? 1 : 0, 9);
    }
  });

  it.each([
    ['bior2.2', [0, -1, 2, 6, 2, -1], [0, 1, -2, 1, 0, 0]],
    ['rbio1.3', [0, 0, 8, 8, 0, 0], [1, 1, -8, 8, -1, -1]],
  ] as const)('%s has its zeros where PyWavelets has them', (name, low, high) => {
    const scale = name === 'bior2.2' ? [Math.SQRT2 / 8, Math.SQRT2 / 4] : [Math.SQRT2 / 16, Math.SQRT2 / 16];
    const filters = waveletFilters(name);
    low.forEach((value, k) => {
      expect(filters.low[k]).toBeCloseTo(value * scale[0]!, 15);
      expect(filters.high[k]).toBeCloseTo(high[k]! * scale[1]!, 15);
    });
  });
});

describe('stationary wavelet of a box', () => {
  type Lines = readonly (readonly number[])[];
  const transpose = (lines: Lines): Lines => lines[0]!.map((_, x) => lines.map((line) => line[x]!));

  /** The definition, over the whole padded image. */
  function filterLines(lines: Lines, filter: Float64Array): Lines {
    return lines.map((line) =>
      line.map((_, n) =>
        filter.reduce((sum, f, j) => {
          const index = (n + filter.length / 2 - j) % line.length;
          return sum + f * line[index < 0 ? index + line.length * Math.ceil(-index / line.length) : index]!;
        }, 0),
      ),
    );
  }

  it.each([
    { wavelet: 'coif1', level: 1, start_level: 0, width: 24, height: 17 },
    { wavelet: 'haar', level: 2, start_level: 1, width: 15, height: 12 },
    { wavelet: 'sym5', level: 3, start_level: 0, width: 13, height: 11 },
    { wavelet: 'coif5', level: 1, start_level: 1, width: 9, height: 8 },
  ])('$wavelet, level $level after $start_level, is that of the whole $width x $height image', (given) => {
    const { wavelet, level, start_level, width, height } = given;
    const image = speckle(width, height);
    const settings = settingsFrom({ imageTypes: { Wavelet: { wavelet, level, start_level } } }).imageTypes.Wavelet!;
    const box = { x: 2, y: 0, width: width - 3, height: height - 1 };
    const names = waveletImage.derivedNames(settings);
    const input = filterInput(image, { x: 0, y: 0, width, height }, undefined, SPACING);
    const derived = new Map(waveletImage.derive(input, box, settings, names).map(({ name, pixels }) => [name, pixels]));

    const { low, high } = waveletFilters(settings.wavelet);
    const padded = Array.from({ length: height + (height % 2) }, (_, y) =>
      Array.from({ length: width + (width % 2) }, (_, x) => image.pixels[(y % height) * width + (x % width)]!),
    );
    const apply = (plane: Lines, band: string): Lines =>
      transpose(filterLines(transpose(filterLines(plane, band[0] === 'L' ? low : high)), band[1] === 'L' ? low : high));
    let plane: Lines = padded;
    for (let pass = 1; pass <= start_level + level; pass++) {
      for (const band of ['LH', 'HL', 'HH', 'LL']) {
        const at = pass - start_level;
        const actual = derived.get(at === 1 ? `wavelet-${band}` : `wavelet${at}-${band}`);
        if (actual === undefined) continue;
        const expected = apply(plane, band);
        const cropped = expected.slice(box.y, box.y + box.height).flatMap((line) => line.slice(box.x, box.x + box.width));
        expect(Math.max(...cropped.map((value, n) => Math.abs(value - actual[n]!)))).toBeLessThan(1e-10);
      }
      plane = apply(plane, 'LL');
    }
    expect([...derived.keys()].sort()).toEqual([...names].sort());
    expect(derived.size).toBe(3 * level + 1);
  });
});

describe('discretisation', () => {
  it('puts a value on an edge into the bin above, and counts bins from a multiple of the width', () => {
    const levels = discretise(Float64Array.from([30, 49.999, 50, 75, -0.0, -1]), { binWidth: 25, binCount: null });
    if (levels.kind !== 'grey-levels') throw new Error('too many');
    expect([...levels.rank].map((rank) => levels.present[rank - 1])).toEqual([3, 3, 4, 5, 2, 1]);
    expect([...levels.present]).toEqual([1, 2, 3, 4, 5]);
  });

  it('binCount spreads the range over its bins, the maximum in the last', () => {
    const levels = discretise(Float64Array.from([0, 2.4, 2.5, 7.5, 10]), { binWidth: 25, binCount: 4 });
    if (levels.kind !== 'grey-levels') throw new Error('too many');
    expect([...levels.rank].map((rank) => levels.present[rank - 1])).toEqual([1, 1, 2, 4, 4]);
  });

  it('agrees with a search through numpy.arange edges for any width', () => {
    const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 1, max: 500, noNaN: true }), (array, binWidth) => {
        const levels = discretise(Float64Array.from(array), { binWidth, binCount: null });
        if (levels.kind !== 'grey-levels') return;
        const minimum = Math.min(...array);
        const start =
          minimum -
          (((minimum % binWidth) + binWidth) % binWidth === binWidth
            ? 0
            : minimum % binWidth < 0
              ? (minimum % binWidth) + binWidth
              : minimum % binWidth);
        const step = start + binWidth - start;
        const edges = Array.from({ length: levels.highest + 2 }, (_, n) => start + n * step);
        expect([...levels.rank].map((rank) => levels.present[rank - 1])).toEqual(
          array.map((value) => edges.filter((edge) => edge <= value).length),
        );
      }),
    );
  });
});

describe('quantiles', () => {
  it('are those of the sorted values, however the values are spread', () => {
    const spreads = [
      (n: number) => Math.sin(n * 78.233) * 1e3,
      (n: number) => Math.floor((n * 7919) % 5),
      (n: number) => (n === 17 ? 1e300 : n % 3),
      () => 4.2,
    ];
    for (const spread of spreads) {
      for (const length of [1, 2, 11, 255, 256, 5000]) {
        const values = Float64Array.from({ length }, (_, n) => spread(n));
        const sorted = values.slice().sort();
        for (const [fraction, value] of [0, 0.1, 0.25, 0.5, 0.9, 1].map((f) => [f, quantiles(values, [f])[0]!] as const)) {
          const position = (length - 1) * fraction;
          const below = sorted[Math.floor(position)]!;
          const above = sorted[Math.ceil(position)]!;
          expect(value).toBeCloseTo(below + (above - below) * (position - Math.floor(position)), 8);
        }
      }
    }
  });
});

describe('filter input', () => {
  it('reads a tile of a window in window coordinates', () => {
    const image = speckle(10, 8);
    const window = { x: 2, y: 3, width: 6, height: 4 };
    const tile = filterInput(image, window, undefined, SPACING).tile(consecutive(1, 2), Int32Array.of(3, 0));
    expect([...tile]).toEqual([63, 64, 33, 34].map((n) => image.pixels[n]));
  });
});
