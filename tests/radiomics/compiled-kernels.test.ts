/** Every compiled kernel gives what its twin in TypeScript gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledBands } from '../../src/radiomics/compiled-bands.ts';
import { compiledByteSums } from '../../src/radiomics/compiled-bytes.ts';
import { forEachCompiledMatrix } from '../../src/radiomics/compiled-cooccurrence.ts';
import {
  compiledBuckets,
  compiledDeviationWithin,
  compiledLevels,
  compiledSums,
} from '../../src/radiomics/compiled-intensities.ts';
import { compiledLaplacians } from '../../src/radiomics/compiled-laplacian.ts';
import { compiledBounds, compiledCells } from '../../src/radiomics/compiled-mask.ts';
import { compiledDependents, compiledDifferences, compiledZones } from '../../src/radiomics/compiled-neighbourhood.ts';
import { compiledRuns } from '../../src/radiomics/compiled-runs.ts';
import type { CooccurrenceMatrix } from '../../src/radiomics/cooccurrence-matrix.ts';
import { type GreyLevels, levelsOf } from '../../src/radiomics/discretise.ts';
import { deviationWithin, sumsOf } from '../../src/radiomics/first-order-statistics.ts';
import { forEachCountedMatrix } from '../../src/radiomics/glcm-matrices.ts';
import { glcmStatistics, marginalsOf, tallyOf } from '../../src/radiomics/glcm-statistics.ts';
import { countDependents } from '../../src/radiomics/gldm-matrix.ts';
import { countRuns } from '../../src/radiomics/glrlm-matrices.ts';
import { countZones } from '../../src/radiomics/glszm-matrix.ts';
import { filteredBox, laplacianOf } from '../../src/radiomics/laplacian.ts';
import { iteratedCorrelation } from '../../src/radiomics/maximal-correlation.ts';
import { neighbourOffsets } from '../../src/radiomics/neighbour-offsets.ts';
import { sumDifferences } from '../../src/radiomics/ngtdm-statistics.ts';
import { integerSums } from '../../src/radiomics/normalization.ts';
import { countCells, outlineOf } from '../../src/radiomics/outline.ts';
import { bucketsOf } from '../../src/radiomics/quantiles.ts';
import { boundsOf } from '../../src/radiomics/roi.ts';
import { convolvedBands } from '../../src/radiomics/wavelet-bands.ts';
import { waveletFilters } from '../../src/radiomics/wavelet-filters.ts';
import { type RandomRegion, randomRegion } from './random-region.ts';

describe('texture kernels', () => {
  const agrees = (body: (region: RandomRegion) => void): void =>
    fc.assert(
      fc.property(randomRegion, (region) => {
        body(region);
      }),
      { numRuns: 100, seed: 7 },
    );

  it('dependences', () => {
    agrees((region) => expect(compiledDependents(region)!).toEqual(countDependents(region)));
  });

  it('grey tone differences', () => {
    agrees((region) => expect(compiledDifferences(region)!).toEqual(sumDifferences(region)));
  });

  it('zones', () => {
    agrees((region) => {
      const sorted = ({ small, large }: { readonly small: Uint32Array; readonly large: Int32Array }) => {
        const pairs = Array.from({ length: large.length / 2 }, (_, n) => `${large[2 * n]} ${large[2 * n + 1]}`);
        return { small: [...small], large: pairs.sort() };
      };
      expect(sorted(compiledZones(region, 8)!)).toEqual(sorted(countZones(region, 8)));
    });
  });

  it('runs', () => {
    agrees((region) => {
      const columns = Math.max(region.roi.box.width, region.roi.box.height) + 1;
      const twin = countRuns(region, columns);
      const { reached, longest } = compiledRuns(region, columns)!;
      // An assertion on each of thousands of cells would take seconds.
      expect(reached.length).toBe(twin.reached.length);
      expect(reached.findIndex((count, n) => count !== twin.reached[n])).toBe(-1);
      expect(longest).toBeGreaterThanOrEqual(1);
      expect(twin.reached.every((count, n) => count === 0 || n % columns <= longest)).toBe(true);
    });
  });
});

describe('co-occurrence kernels', () => {
  it('matrices, their sums, their tally and the maximal correlation', () => {
    fc.assert(
      fc.property(randomRegion, (region) => {
        const { roi, settings, greyLevels } = region;
        const offsets = neighbourOffsets(settings.distances, roi.box.width, roi.box.height);
        const expected: object[] = [];
        forEachCountedMatrix(region, offsets, (matrix) => expected.push(described(matrix, greyLevels)));
        const actual: object[] = [];
        expect(forEachCompiledMatrix(region, offsets, (matrix) => actual.push(described(matrix, greyLevels)))).toBe(true);
        expect(actual).toEqual(expected);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  /** Copies: a matrix is reused for the next one. */
  function described(matrix: CooccurrenceMatrix, greyLevels: GreyLevels): object {
    const { size, starts, columns, counts, compiled } = matrix;
    const cells = {
      starts: [...starts],
      columns: [...columns.slice(0, starts[size])],
      counts: [...counts.slice(0, starts[size])],
    };
    const own = compiled?.marginals ?? marginalsOf(matrix, greyLevels);
    const marginals = Object.fromEntries(
      Object.entries(own).map(([name, value]) => [name, typeof value === 'number' ? value : Array.from(value)]),
    );
    if (own.total === 0) return { cells, marginals };
    const weights = Float64Array.from({ length: size }, (_, i) => 1 / (i + 1));
    const tally = compiled?.tally(weights, weights) ?? tallyOf(matrix, own.total, weights, weights);
    const statistics = glcmStatistics(matrix, greyLevels)!;
    const correlation = size < 2 ? 1 : (compiled?.maximalCorrelation() ?? iteratedCorrelation(statistics));
    return { cells, marginals, tally: { ...tally, cells: [...tally.cells] }, correlation };
  }
});

describe('intensity kernels', () => {
  const spreads: readonly ((n: number) => number)[] = [
    (n) => Math.sin(n * 78.233) * 1e3,
    (n) => Math.floor((n * 7919) % 256),
    (n) => (n === 17 ? 1e9 : (n % 3) - 1),
    () => 4.2,
  ];
  const arrays = spreads.flatMap((spread) =>
    [1, 2, 3, 6, 301, 1000].map((length) => Float64Array.from({ length }, (_, n) => spread(n))),
  );
  const agrees = (actual: number, expected: number, scale: number): void => {
    if (Number.isNaN(expected)) expect(actual).toBeNaN();
    else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * scale);
  };

  it.each(arrays.map((values) => ({ values, first: values[0], length: values.length })))(
    'sums, deviations, buckets and levels of $length values from $first on',
    ({ values }) => {
      const [actual, expected] = [compiledSums(values, 3)!, sumsOf(values, 3)];
      expect([actual.minimum, actual.maximum]).toEqual([expected.minimum, expected.maximum]);
      agrees(actual.energy, expected.energy, expected.energy);
      // Deviations from a mean that differs in its last digits: the odd powers cancel.
      const scale = Math.max(Math.abs(expected.minimum), Math.abs(expected.maximum));
      expected.deviations.forEach((sum, n) => {
        const most = values.length * scale ** [1, 2, 3, 4][n]!;
        expect(Math.abs(actual.deviations[n]! - sum)).toBeLessThanOrEqual(1e-12 * most);
      });
      for (const [low, high] of [
        [-500, 500],
        [0, 1],
        [1e10, 1e11],
      ] as const) {
        agrees(compiledDeviationWithin(values, low, high)!, deviationWithin(values, low, high), scale);
      }
      const width = 25;
      const edges = Float64Array.from({ length: Math.min(4000, (actual.maximum - actual.minimum) / width + 3) }, (_, n) => {
        return Math.floor(actual.minimum / width) * width + n * width;
      });
      expect(compiledLevels(values, edges, 1 / width)).toEqual(levelsOf(values, edges, 1 / width));
      const spread = { bucketsPerUnit: 512 / (actual.maximum - actual.minimum || 1), buckets: 512 };
      const [compiled, twin] = [compiledBuckets(values, () => spread, 512)!, bucketsOf(values, () => spread)];
      expect(compiled.starts).toEqual(twin.starts);
      const filled = [...new Set([0, 3, 511])];
      expect(compiled.valuesOf(filled)).toEqual(twin.valuesOf(filled));
    },
  );
});

describe('byte kernels', () => {
  it.each([1, 15, 16, 17, 4097, 300_001])('exact sums of %i pixels, and whether all are equal', (count) => {
    const kinds = [new Uint8Array(count).fill(255), Uint8Array.from({ length: count }, (_, n) => (n * 167) % 251)];
    const odd = new Uint8Array(count).fill(9);
    odd[count - 1] = 8;
    for (const pixels of [...kinds, odd]) expect(compiledByteSums(pixels)).toEqual(integerSums(pixels));
  });
});

describe('filter kernels', () => {
  const pixels = (count: number): Float64Array => Float64Array.from({ length: count }, (_, n) => Math.sin(n * 78.233) * 1e3);

  it.each(['haar', 'coif1', 'db7', 'bior3.9'] as const)('sub-bands of %s have the bits of the twin', (name) => {
    const plane = { width: 47, height: 38, pixels: pixels(47 * 38) };
    const names = ['HH', 'HL', 'LH', 'LL'];
    const filters = waveletFilters(name);
    expect(compiledBands(plane, filters, names)).toEqual(convolvedBands(plane, filters, names));
  });

  it.each([
    { sigmaMm: 0.15, x: 3, y: 2, width: 5, height: 4 },
    { sigmaMm: 0.4, x: 0, y: 0, width: 61, height: 45 },
    { sigmaMm: 2, x: 57, y: 30, width: 4, height: 15 },
  ])('Laplacian of Gaussian of $sigmaMm mm in a box of $width x $height has the bits of the twin', ({ sigmaMm, ...box }) => {
    const laplacian = laplacianOf({ width: 61, height: 45, box }, { xMm: 0.1, yMm: 0.15 }, sigmaMm);
    const tile = pixels(61 * 45);
    const values = (into: Float64Array): void => into.set(tile);
    expect(compiledLaplacians([laplacian], { values, bytes: undefined })).toEqual([filteredBox(tile, laplacian)]);

    const table = pixels(256);
    const stored = Uint8Array.from(tile, (value) => Math.abs(value) % 256);
    const bytes = (into: Uint8Array): Float64Array => {
      into.set(stored);
      return table;
    };
    const decoded = Float64Array.from(stored, (byte) => table[byte]!);
    expect(compiledLaplacians([laplacian], { values, bytes })).toEqual([filteredBox(decoded, laplacian)]);
  });
});

describe('mask kernels', () => {
  it('cells of the outline, and the largest distance between any two vertices of it', () => {
    fc.assert(
      fc.property(randomRegion, ({ roi }) => {
        const { width, height } = roi.box;
        expect(compiledCells(roi.mask, width, height)).toEqual(countCells(roi));
        const shifted = Uint8Array.of(...new Uint8Array(width), ...roi.mask, ...new Uint8Array(2 * width));
        for (const mask of [roi.mask, shifted, new Uint8Array(width * 3), shifted.map((one) => 6 * one)]) {
          expect(compiledBounds(mask, width)).toEqual(boundsOf(mask, width));
        }
        const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= width || y >= height ? 0 : roi.mask[y * width + x]!);
        const vertices: [number, number][] = [];
        for (let y = -1; y < height; y++) {
          for (let x = -1; x < width; x++) {
            if (at(x, y) !== at(x + 1, y)) vertices.push([x + 0.5, y]);
            if (at(x, y) !== at(x, y + 1)) vertices.push([x, y + 0.5]);
          }
        }
        const distances = vertices.flatMap(([ax, ay]) => vertices.map(([bx, by]) => Math.hypot(ax - bx, 2 * (ay - by))));
        expect(outlineOf(roi, { xMm: 1, yMm: 2 }).diameterMm).toBeCloseTo(
          distances.reduce((a, b) => Math.max(a, b)),
          9,
        );
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});
