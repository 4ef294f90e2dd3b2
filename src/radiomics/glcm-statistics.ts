/**
 * What the GLCM features are made of: the marginal distributions of one co-occurrence matrix. All but the joint entropy,
 * energy and maximum follow from row, column, sum and difference marginals, so the matrix is read once.
 */
import type { GreyLevels } from './discretise.ts';
import { EPSILON, entropy, entropyTerm } from './entropy.ts';
import type { CooccurrenceMatrix } from './glcm-matrices.ts';
import { lazy } from './lazy.ts';

export interface GlcmStatistics {
  readonly matrix: CooccurrenceMatrix;
  /** Sum of all cells. */
  readonly total: number;
  /** Ng: the highest level of the region. */
  readonly highest: number;
  /** px(i), py(j) by rank. */
  readonly px: Float64Array;
  readonly py: Float64Array;
  /** p(x+y)(k) at index k, k = 2 .. 2 Ng. */
  readonly sum: Float64Array;
  /** p(x-y)(k) at index k, k = 0 .. Ng - 1. */
  readonly difference: Float64Array;
  readonly ux: number;
  readonly uy: number;
  /** Variances of px and py and their covariance. */
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
  readonly energy: number;
  readonly maximum: number;
  readonly entropies: () => Entropies;
}

/** In bit, names as in Haralick's information measures. */
export interface Entropies {
  readonly HX: number;
  readonly HY: number;
  readonly HXY: number;
  readonly HXY1: number;
  readonly HXY2: number;
}

/** undefined for a matrix without pairs. */
export function glcmStatistics(matrix: CooccurrenceMatrix, { present, highest }: GreyLevels): GlcmStatistics | undefined {
  const { size, starts, columns, counts } = matrix;
  const px = new Float64Array(size);
  const py = new Float64Array(size);
  const rowMoment = new Float64Array(size);
  const sum = new Float64Array(2 * highest + 1);
  const difference = new Float64Array(highest);
  let total = 0;
  let squares = 0;
  let maximum = 0;
  for (let i = 0; i < size; i++) {
    const level = present[i];
    let rowCount = 0;
    let moment = 0;
    for (let n = starts[i]; n < starts[i + 1]; n++) {
      const count = counts[n];
      const j = columns[n];
      const other = present[j];
      rowCount += count;
      moment += count * other;
      py[j] += count;
      sum[level + other] += count;
      difference[level > other ? level - other : other - level] += count;
      squares += count * count;
      if (count > maximum) maximum = count;
    }
    px[i] = rowCount;
    rowMoment[i] = moment;
    total += rowCount;
  }
  if (total === 0) return undefined;
  for (const marginal of [px, py, rowMoment, sum, difference]) {
    for (let n = 0; n < marginal.length; n++) marginal[n] /= total;
  }
  const ux = mean(px, present);
  const uy = mean(py, present);
  let covariance = 0;
  for (let i = 0; i < size; i++) covariance += (present[i] - ux) * (rowMoment[i] - uy * px[i]);
  return {
    matrix,
    total,
    highest,
    px,
    py,
    sum,
    difference,
    ux,
    uy,
    varianceX: variance(px, present, ux),
    varianceY: variance(py, present, uy),
    covariance,
    energy: squares / (total * total),
    maximum: maximum / total,
    entropies: lazy(() => entropies(matrix, total, px, py)),
  };
}

function mean(probabilities: Float64Array, levels: Int32Array): number {
  let result = 0;
  for (let i = 0; i < levels.length; i++) result += probabilities[i] * levels[i];
  return result;
}

function variance(probabilities: Float64Array, levels: Int32Array, about: number): number {
  let result = 0;
  for (let i = 0; i < levels.length; i++) result += probabilities[i] * (levels[i] - about) ** 2;
  return result;
}

/**
 * HXY1 = -Σ p(i,j) log2(px(i) py(j) + ε) and HXY2 = -Σ px(i) py(j) log2(px(i) py(j) + ε) split into the entropies of the
 * margins and the first-order term of ε; the second-order term is below 1e-20.
 */
function entropies(matrix: CooccurrenceMatrix, total: number, px: Float64Array, py: Float64Array): Entropies {
  const { size, starts, columns, counts } = matrix;
  const occupied = starts[size];
  const term = entropyTerms(total);
  const perX = px.map((p) => 1 / p);
  const perY = py.map((p) => 1 / p);
  let HXY = 0;
  let overExpected = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let n = starts[i]; n < starts[i + 1]; n++) {
      const count = counts[n];
      HXY += count < term.length && Number.isInteger(count) ? term[count] : entropyTerm(count / total);
      row += count * perY[columns[n]];
    }
    if (row > 0) overExpected += (row / total) * perX[i];
  }
  const HX = entropy(px);
  const HY = entropy(py);
  const rows = occupiedLevels(px);
  const cols = occupiedLevels(py);
  const margins = HX + HY + (EPSILON * (rows + cols)) / Math.LN2;
  const HXY1 = margins - (EPSILON * overExpected) / Math.LN2;
  const HXY2 = occupied === 1 ? HXY : margins - (EPSILON * rows * cols) / Math.LN2;
  return { HX, HY, HXY, HXY1, HXY2 };
}

/** Terms of the counts 0 to 63: most cells of a large matrix hold so few pairs, and a logarithm costs as much as ten cells. */
function entropyTerms(total: number): Float64Array {
  return Float64Array.from({ length: 64 }, (_, count) => entropyTerm(count / total));
}

function occupiedLevels(probabilities: Float64Array): number {
  return probabilities.reduce((n, p) => (p > 0 ? n + 1 : n), 0);
}
