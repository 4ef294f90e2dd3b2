/**
 * Maps of those co-occurrence features that follow from sums over the pairs of a kernel: 16 of 24. Each sum is a separable
 * window sum over the image, so that no matrix is built. Central moments come from sums of whole numbers that doubles hold exactly.
 */
import { EPSILON } from './entropy.ts';
import type { KernelFrame } from './kernel-frame.ts';
import { bordered, forEachPairPlane, MAX_TABLE_LEVELS, type PairPlane } from './pair-plane.ts';

interface SumFeature {
  /** Terms of one pair; u and v are levels minus a common level, i and j the levels. */
  readonly terms: readonly ((pair: Pair) => number)[];
  /** From the number of pairs and the sums of the terms. */
  readonly value: (count: number, sums: readonly number[]) => number;
  /** Power of levels in the largest product of sums; the product must stay a whole number below 2^53. */
  readonly power: number;
}

interface Pair {
  readonly i: number;
  readonly j: number;
  readonly u: number;
  readonly v: number;
  readonly highest: number;
}

const average = (term: (pair: Pair) => number): SumFeature => ({
  terms: [term],
  value: (count, sums) => sums[0] / count,
  power: 0,
});
const difference = ({ i, j }: Pair): number => Math.abs(i - j);
const total = ({ u, v }: Pair): number => u + v;
const power = (term: (pair: Pair) => number, exponent: number) => (pair: Pair) => term(pair) ** exponent;

const variance = (term: (pair: Pair) => number): SumFeature => ({
  terms: [term, power(term, 2)],
  value: (n, [s1, s2]) => (n * s2 - s1 * s1) / (n * n),
  power: 2,
});

/** Of the matrix P + Pᵀ if symmetrical: each pair counts as (i, j) and (j, i). */
function sumFeatures(symmetrical: boolean): Readonly<Record<string, SumFeature>> {
  const squares: Pick<SumFeature, 'terms' | 'power'> = {
    terms: [({ u }) => u, ({ v }) => v, ({ u }) => u * u, ({ v }) => v * v, ({ u, v }) => u * v],
    power: 2,
  };
  /** n, Σx, Σy, Σx², Σy², Σxy. */
  const moments = (n: number, [x, y, xx, yy, xy]: readonly number[]) =>
    symmetrical ? [2 * n, x + y, x + y, xx + yy, xx + yy, 2 * xy] : [n, x, y, xx, yy, xy];
  return {
    Autocorrelation: average(({ i, j }) => i * j),
    Contrast: average(power(difference, 2)),
    DifferenceAverage: average(difference),
    Id: average((pair) => 1 / (1 + difference(pair))),
    Idm: average((pair) => 1 / (1 + difference(pair) ** 2)),
    Idmn: average((pair) => 1 / (1 + difference(pair) ** 2 / pair.highest ** 2)),
    Idn: average((pair) => 1 / (1 + difference(pair) / pair.highest)),
    InverseVariance: average((pair) => (pair.i === pair.j ? 0 : 1 / difference(pair) ** 2)),
    JointAverage: average(({ i, j }) => (symmetrical ? (i + j) / 2 : i)),
    SumAverage: average(({ i, j }) => i + j),
    DifferenceVariance: variance(difference),
    ClusterTendency: variance(total),
    ClusterShade: {
      terms: [total, power(total, 2), power(total, 3)],
      value: (n, [s1, s2, s3]) => (n * n * s3 - 3 * n * s1 * s2 + 2 * s1 ** 3) / n ** 3,
      power: 3,
    },
    ClusterProminence: {
      terms: [total, power(total, 2), power(total, 3), power(total, 4)],
      value: (n, [s1, s2, s3, s4]) => (n ** 3 * s4 - 4 * n * n * s1 * s3 + 6 * n * s1 * s1 * s2 - 3 * s1 ** 4) / n ** 4,
      power: 4,
    },
    SumSquares: {
      ...squares,
      value: (count, sums) => {
        const [n, x, , xx] = moments(count, sums);
        return (n * xx - x * x) / (n * n);
      },
    },
    Correlation: {
      ...squares,
      value: (count, sums) => {
        const [n, x, y, xx, yy, xy] = moments(count, sums);
        const deviations = Math.sqrt((n * xx - x * x) / (n * n)) * Math.sqrt((n * yy - y * y) / (n * n));
        return deviations === 0 ? 1 : (n * xy - x * y) / (n * n) / (deviations + EPSILON);
      },
    },
  };
}

/** Which of the names this way can give exactly in this frame. */
export function sumFeatureNames({ greyLevels, kernelRadius, settings }: KernelFrame, names: readonly string[]): string[] {
  if (settings.weightingNorm !== null || greyLevels.present.length > MAX_TABLE_LEVELS) return [];
  const features = sumFeatures(settings.symmetricalGLCM);
  const pairs = 2 * (2 * kernelRadius + 1) ** 2;
  return names.filter((name) => name in features && 8 * (pairs * 2 * greyLevels.highest) ** features[name].power < 2 ** 53);
}

/** Fills one map for each name, at `targets`, with the mean over the directions that have pairs. */
export function mapSums(frame: KernelFrame, names: readonly string[], targets: Int32Array, maps: readonly Float64Array[]): void {
  const { greyLevels, settings } = frame;
  const features = names.map((name) => sumFeatures(settings.symmetricalGLCM)[name]);
  const { centres, cells } = bordered(frame);
  const sums = names.map(() => new Float64Array(centres.length));
  const directions = new Float64Array(centres.length);
  const counts = new Float64Array(centres.length);
  const rows = new Float64Array(cells);
  const ones = new Float64Array(greyLevels.present.length ** 2).fill(1);
  const tables = features.map(({ terms }) => terms.map((term) => tableOf(greyLevels.present, greyLevels.highest, term)));
  const termSums = Array.from({ length: Math.max(...features.map(({ terms }) => terms.length)) }, () => counts.slice());
  forEachPairPlane(frame, (plane) => {
    windowSums(plane, ones, centres, rows, counts);
    for (let n = 0; n < centres.length; n++) if (counts[n] > 0) directions[n]++;
    features.forEach(({ value }, f) => {
      tables[f].forEach((table, t) => {
        windowSums(plane, table, centres, rows, termSums[t]);
      });
      const own = new Array<number>(tables[f].length).fill(0);
      for (let n = 0; n < centres.length; n++) {
        if (counts[n] === 0) continue;
        for (let t = 0; t < own.length; t++) own[t] = termSums[t][n];
        sums[f][n] += value(counts[n], own);
      }
    });
  });
  maps.forEach((map, f) => {
    for (let n = 0; n < centres.length; n++) map[targets[n]] = sums[f][n] / directions[n];
  });
}

/** The term of every pair of levels, by pair code. */
function tableOf(present: Int32Array, highest: number, term: (pair: Pair) => number): Float64Array {
  const table = new Float64Array(present.length ** 2);
  const middle = present[present.length >> 1];
  for (let a = 0; a < present.length; a++) {
    for (let b = 0; b < present.length; b++) {
      const [i, j] = [present[a], present[b]];
      table[a * present.length + b] = term({ i, j, u: i - middle, v: j - middle, highest });
    }
  }
  return table;
}

/** Σ table[code] over the window of each centre: along rows into `rows`, then along columns into `sums`. */
function windowSums(plane: PairPlane, table: Float64Array, centres: Int32Array, rows: Float64Array, sums: Float64Array): void {
  const { codes, from, width, height, stride } = plane;
  const end = codes.length - width;
  for (let n = 0; n <= end; n++) {
    let sum = 0;
    for (let k = n; k < n + width; k++) {
      const code = codes[k];
      if (code >= 0) sum += table[code];
    }
    rows[n] = sum;
  }
  for (let n = 0; n < centres.length; n++) {
    let sum = 0;
    for (let k = 0, position = centres[n] + from; k < height; k++, position += stride) sum += rows[position];
    sums[n] = sum;
  }
}
