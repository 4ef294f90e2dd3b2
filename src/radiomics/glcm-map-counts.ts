/**
 * Maps of co-occurrence features of the counts themselves: energy, maximum and entropies. A kernel has few pairs, so they are
 * counted one by one into scratch cells and taken out again, and no matrix is searched for occupied cells.
 */
import { entropyTerm } from './entropy.ts';
import type { KernelFrame } from './kernel-frame.ts';
import { bordered, forEachPairPlane, MAX_TABLE_LEVELS, type PairPlane } from './pair-plane.ts';

/** What is counted, and what a count c of n contributes. */
interface Counted {
  readonly of: 'pair' | 'sum' | 'difference' | 'row' | 'column';
  readonly term: (count: number, n: number) => number;
  readonly combine: 'sum' | 'maximum';
}

/** A feature of one direction's kernel from what was counted. */
interface CountFeature {
  readonly counted: readonly Counted[];
  readonly value: (results: readonly number[]) => number;
}

const entropyOf = (of: Counted['of']): Counted => ({ of, term: (count, n) => entropyTerm(count / n), combine: 'sum' });
const single = (counted: Counted): CountFeature => ({ counted: [counted], value: ([result]) => result });
const ENTROPIES = [entropyOf('pair'), entropyOf('row'), entropyOf('column')];

/** Differences of entropies below this are rounding, as in the class. */
const MAX_ROUNDING = 1e-14;

/** HXY1 = HXY2 = HX + HY but for terms of the size of ε. */
const COUNT_FEATURES: Readonly<Record<string, CountFeature>> = {
  JointEnergy: single({ of: 'pair', term: (count, n) => (count / n) ** 2, combine: 'sum' }),
  MaximumProbability: single({ of: 'pair', term: (count, n) => count / n, combine: 'maximum' }),
  JointEntropy: single(entropyOf('pair')),
  SumEntropy: single(entropyOf('sum')),
  DifferenceEntropy: single(entropyOf('difference')),
  Imc1: {
    counted: ENTROPIES,
    value: ([HXY, HX, HY]) => (Math.max(HX, HY) <= MAX_ROUNDING ? 0 : (HXY - HX - HY) / Math.max(HX, HY)),
  },
  Imc2: {
    counted: ENTROPIES,
    value: ([HXY, HX, HY]) => (HX + HY - HXY <= MAX_ROUNDING ? 0 : Math.sqrt(1 - Math.exp(-2 * (HX + HY - HXY)))),
  },
};

/** Beyond this the table of terms would be larger than the work it saves. */
const MAX_COUNT = 512;

export function countFeatureNames({ greyLevels, kernelRadius, settings }: KernelFrame, names: readonly string[]): string[] {
  if (settings.weightingNorm !== null || greyLevels.present.length > MAX_TABLE_LEVELS) return [];
  if (2 * (2 * kernelRadius + 1) ** 2 > MAX_COUNT) return [];
  return names.filter((name) => name in COUNT_FEATURES);
}

/** Fills one map for each name, at `targets`, with the mean over the directions that have pairs. */
export function mapCounts(
  frame: KernelFrame,
  names: readonly string[],
  targets: Int32Array,
  maps: readonly Float64Array[],
): void {
  const { centres } = bordered(frame);
  names.forEach((name, f) => {
    const { counted, value } = COUNT_FEATURES[name];
    const counters = counted.map((one) => counterOf(frame, one));
    const results = counted.map(() => new Float64Array(centres.length));
    const own = new Array<number>(counted.length).fill(0);
    const sums = new Float64Array(centres.length);
    const directions = new Float64Array(centres.length);
    forEachPairPlane(frame, (plane) => {
      counters.forEach((counter, c) => {
        countKernels(counter, plane, centres, results[c]);
      });
      for (let n = 0; n < centres.length; n++) {
        if (Number.isNaN(results[0][n])) continue;
        for (let c = 0; c < own.length; c++) own[c] = results[c][n];
        sums[n] += value(own);
        directions[n]++;
      }
    });
    for (let n = 0; n < centres.length; n++) maps[f][targets[n]] = sums[n] / directions[n];
  });
}

interface Counter {
  /** For each pair code the bins that it counts in. */
  readonly binsOf: readonly Int32Array[];
  /** Bins of which P + Pᵀ has two cells that hold as much; the others of a symmetrical pair matrix count double in one. */
  readonly mirrored: Uint8Array | undefined;
  readonly counts: Int32Array;
  readonly occurring: Int32Array;
  /** Contribution of count c of n at n * most + c. */
  readonly terms: Float64Array;
  readonly most: number;
  readonly combine: Counted['combine'];
}

function counterOf(
  { greyLevels: { present, highest }, kernelRadius, settings }: KernelFrame,
  { of, term, combine }: Counted,
): Counter {
  const size = present.length;
  const codes = Array.from({ length: size * size }, (_, code) => code);
  const most = 2 * (2 * kernelRadius + 1) ** 2 + 1;
  const terms = new Float64Array(most * most);
  for (let n = 1; n < most; n++) for (let count = 1; count <= n; count++) terms[n * most + count] = term(count, n);
  return {
    binsOf: binTables(of, present, settings.symmetricalGLCM),
    mirrored:
      of === 'pair' && settings.symmetricalGLCM
        ? Uint8Array.from(codes, (code) => Number(Math.floor(code / size) !== code % size))
        : undefined,
    counts: new Int32Array(Math.max(size * size, 2 * highest + 1)),
    occurring: new Int32Array(most),
    terms,
    most,
    combine,
  };
}

/** One result for each centre; NaN where its kernel has no pair. */
function countKernels(counter: Counter, plane: PairPlane, centres: Int32Array, results: Float64Array): void {
  const { binsOf, mirrored, counts, occurring, terms, most, combine } = counter;
  const { codes, from, width, height, stride } = plane;
  for (let n = 0; n < centres.length; n++) {
    let total = 0;
    let distinct = 0;
    for (let row = 0, position = centres[n] + from; row < height; row++, position += stride) {
      for (let k = 0; k < width; k++) {
        const code = codes[position + k];
        if (code < 0) continue;
        for (let b = 0; b < binsOf.length; b++) {
          const bin = binsOf[b][code];
          if (counts[bin]++ === 0) occurring[distinct++] = bin;
          total++;
        }
      }
    }
    const line = (mirrored === undefined ? total : 2 * total) * most;
    let value = total === 0 ? Number.NaN : 0;
    for (let k = 0; k < distinct; k++) {
      const bin = occurring[k];
      const count = counts[bin];
      counts[bin] = 0;
      const contribution = terms[line + (mirrored !== undefined && mirrored[bin] === 0 ? 2 * count : count)];
      if (combine === 'maximum') value = Math.max(value, contribution);
      else value += mirrored !== undefined && mirrored[bin] === 1 ? 2 * contribution : contribution;
    }
    results[n] = value;
  }
}

/** In a symmetrical matrix (i, j) and (j, i) share a pair bin, and both i and j count for rows and columns. */
function binTables(of: Counted['of'], present: Int32Array, symmetrical: boolean): Int32Array[] {
  const size = present.length;
  const table = (binOf: (a: number, b: number) => number): Int32Array =>
    Int32Array.from({ length: size * size }, (_, code) => binOf(Math.floor(code / size), code % size));
  const first = (a: number): number => a;
  const second = (_: number, b: number): number => b;
  switch (of) {
    case 'pair':
      return [table((a, b) => (symmetrical ? Math.min(a, b) * size + Math.max(a, b) : a * size + b))];
    case 'sum':
      return [table((a, b) => present[a] + present[b])];
    case 'difference':
      return [table((a, b) => Math.abs(present[a] - present[b]))];
    case 'row':
      return symmetrical ? [table(first), table(second)] : [table(first)];
    case 'column':
      return symmetrical ? [table(first), table(second)] : [table(second)];
  }
}
