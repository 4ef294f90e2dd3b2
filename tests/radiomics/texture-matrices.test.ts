/** Raw texture matrices against those that PyRadiomics counted, and plain definitions where no reference case has the setting. */
import { describe, expect, it } from 'vitest';
import { discretise } from '../../src/radiomics/discretise.ts';
import type { ImageRegion } from '../../src/radiomics/feature-class.ts';
import { dependenceMatrix } from '../../src/radiomics/gldm-matrix.ts';
import { forEachRunMatrix } from '../../src/radiomics/glrlm-matrices.ts';
import { zoneMatrix } from '../../src/radiomics/glszm-matrix.ts';
import type { ExtractionInput } from '../../src/radiomics/index.ts';
import { ngtdmStatistics } from '../../src/radiomics/ngtdm-statistics.ts';
import { originalImage } from '../../src/radiomics/original-image.ts';
import { prepare } from '../../src/radiomics/prepare.ts';
import type { SizeMatrix } from '../../src/radiomics/size-matrix.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { type ReferenceCase, readCases, readImage, readMask } from '../parity/reference-case.ts';
import { lesionMask, maskWhere, SPACING, settingsFrom, speckle } from './speckle.ts';

type Rows = readonly (readonly number[])[];

function regionOf(input: ExtractionInput, given: object): ImageRegion {
  const settings = settingsFrom(given);
  const prepared = prepare(input, settings);
  if (prepared.kind === 'refused') throw new Error(prepared.message);
  const { roi, window, boxInWindow } = prepared;
  const own = settings.imageTypes.Original!;
  const [{ pixels } = { pixels: new Float64Array(0) }] = originalImage.derive(window, boxInWindow, own, ['original']);
  const values = Float64Array.from(roi.positions, (position) => pixels[position]!);
  const greyLevels = discretise(values, own);
  if (greyLevels.kind === 'too-many') throw new Error('too many grey levels');
  return { roi, spacing: input.spacing, values, settings: own, greyLevels };
}

const rowsOf = ({ levels, starts, sizes, counts }: SizeMatrix): number[][] =>
  Array.from(levels, (level, i) =>
    Array.from(sizes.subarray(starts[i], starts[i + 1]), (size, n) => [level, size, counts[starts[i]! + n]!]),
  ).flat();

const runRows = (region: ImageRegion): number[][][] => {
  const matrices: number[][][] = [];
  forEachRunMatrix(region, (matrix) => matrices.push(rowsOf(matrix)));
  return matrices;
};

/** Order of directions and cells does not matter. */
const sorted = (rows: Rows): string[] => rows.map((row) => row.join(' ')).sort();

describeLane('shared', 'texture matrices against those of PyRadiomics', () => {
  interface Matrices {
    readonly glrlm_raw_i_run_angle_count: Rows;
    readonly glszm_raw_i_size_count: Rows;
    readonly gldm_raw_i_dep_count: Rows;
    readonly ngtdm_n_s_i: Rows;
  }
  const folder = sharedPath('reference/radiomics/pyradiomics-cases');
  const matricesOf = (reference: ReferenceCase) =>
    (reference as { readonly debug?: { readonly original?: { readonly matrices?: Matrices } } }).debug?.original?.matrices;
  const cases = readCases(folder).filter((reference) => matricesOf(reference) !== undefined);

  it.each(cases)('$id', async (reference) => {
    const matrices = matricesOf(reference)!;
    const [xMm, yMm] = reference.spacingXY;
    const input = { image: await readImage(folder, reference), mask: await readMask(folder, reference), spacing: { xMm, yMm } };
    const region = regionOf(input, reference.settings);

    const runs = matrices.glrlm_raw_i_run_angle_count;
    const expectedRuns = [...new Set(runs.map((row) => row[2]))].map((angle) =>
      sorted(runs.filter((row) => row[2] === angle).map(([i, run, , count]) => [i!, run!, count!])),
    );
    expect(runRows(region).map(sorted).sort()).toEqual(expectedRuns.sort());
    expect(sorted(rowsOf(zoneMatrix(region)))).toEqual(sorted(matrices.glszm_raw_i_size_count));
    expect(sorted(rowsOf(dependenceMatrix(region)))).toEqual(sorted(matrices.gldm_raw_i_dep_count));
    const { levels, p, s, total } = ngtdmStatistics(region);
    const digits = (value: number): number => Number(value.toPrecision(13));
    const tones = Array.from(levels, (level, i) => [Math.round(p[i]! * total), digits(s[i]!), level]);
    expect(tones).toEqual(matrices.ngtdm_n_s_i.filter(([n]) => n !== 0).map(([n, sum, level]) => [n, digits(sum!), level]));
  });
});

describe('texture matrices against their definitions', () => {
  const image = speckle(40, 31);
  const input = { image, mask: lesionMask(image, 20, 15), spacing: SPACING };
  const chebyshev = [1, 3];

  /** Level of each pixel of the region by `x,y`. */
  function levelsOf({ roi, greyLevels: { present, rank } }: ImageRegion): ReadonlyMap<string, number> {
    const at = (position: number) => `${position % roi.box.width},${Math.floor(position / roi.box.width)}`;
    return new Map(Array.from(roi.positions, (position, n) => [at(position), present[rank[n]! - 1]!]));
  }

  function neighbours(levels: ReadonlyMap<string, number>, key: string, distances: readonly number[]): number[] {
    const [x, y] = key.split(',').map(Number) as [number, number];
    return [...levels].flatMap(([other, level]) => {
      const [ox, oy] = other.split(',').map(Number) as [number, number];
      return distances.includes(Math.max(Math.abs(ox - x), Math.abs(oy - y))) ? [level] : [];
    });
  }

  it.each([0, 1, 2])('dependents differ by at most gldm_a = %d, over all distances', (gldm_a) => {
    const region = regionOf(input, { binWidth: 12, gldm_a, distances: chebyshev });
    const levels = levelsOf(region);
    const counts = new Map<string, number>();
    for (const [key, level] of levels) {
      const dependents = neighbours(levels, key, chebyshev).filter((other) => Math.abs(other - level) <= gldm_a).length;
      const cell = `${level} ${dependents + 1}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    const expected = [...counts].map(([cell, count]) => `${cell} ${count}`).sort();
    expect(sorted(rowsOf(dependenceMatrix(region)))).toEqual(expected);
  });

  it('grey tone differences are from the mean over all distances', () => {
    const region = regionOf(input, { binWidth: 12, distances: chebyshev });
    const levels = levelsOf(region);
    const sums = new Map<number, number>();
    for (const [key, level] of levels) {
      const others = neighbours(levels, key, chebyshev);
      const mean = others.reduce((a, b) => a + b, 0) / others.length;
      sums.set(level, (sums.get(level) ?? 0) + Math.abs(level - mean));
    }
    const { levels: present, s } = ngtdmStatistics(region);
    Array.from(present).forEach((level, i) => {
      expect(s[i]).toBeCloseTo(sums.get(level)!, 9);
    });
  });

  it('runs are weighted by the length of the step itself', () => {
    const single = runRows(regionOf(input, {}));
    const [merged] = runRows(regionOf(input, { weightingNorm: 'manhattan' }));
    const lengthsMm = [SPACING.xMm, SPACING.xMm + SPACING.yMm, SPACING.yMm, SPACING.xMm + SPACING.yMm];
    const total = (rows: Rows): number => rows.reduce((sum, row) => sum + row[2]!, 0);
    const expected = single.reduce((sum, rows, d) => sum + lengthsMm[d]! * total(rows), 0);
    expect(single).toHaveLength(4);
    expect(total(merged!)).toBeCloseTo(expected, 9);
  });

  it('zones of 63, 64 and twice 70 pixels are counted apart', () => {
    const size = { width: 80, height: 9 };
    const lengths = [63, 64, 70, 70];
    const mask = maskWhere(size, (x, y) => y % 2 === 0 && x < (lengths[y / 2] ?? 0));
    const flat = { ...size, pixels: new Uint8Array(720).fill(9) };
    const rows = rowsOf(zoneMatrix(regionOf({ image: flat, mask, spacing: SPACING }, {})));
    expect(rows).toEqual([
      [1, 63, 1],
      [1, 64, 1],
      [1, 70, 2],
    ]);
  });
});
