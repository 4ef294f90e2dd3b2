/**
 * What the GLCM features are made of: the marginal distributions of one co-occurrence matrix. All but the joint entropy,
 * energy and maximum follow from row, column, sum and difference marginals, so the matrix is read once.
 */
import { TALLIED } from './compiled-cooccurrence.ts';
import type { CooccurrenceMatrix, Marginals, Tally } from './cooccurrence-matrix.ts';
import type { GreyLevels } from './discretise.ts';
import { EPSILON, entropy, entropyTerm } from './entropy.ts';
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
export function glcmStatistics(matrix: CooccurrenceMatrix, greyLevels: GreyLevels): GlcmStatistics | undefined {
  const { present, highest } = greyLevels;
  const marginals = matrix.compiled?.marginals ?? marginalsOf(matrix, greyLevels);
  const { px, py, rowMoment, sum, difference, total, squares, maximum } = marginals;
  if (total === 0) return undefined;
  for (const marginal of [px, py, rowMoment, sum, difference]) {
    for (let n = 0; n < marginal.length; n++) marginal[n] /= total;
  }
  const ux = mean(px, present);
  const uy = mean(py, present);
  let covariance = 0;
  for (let i = 0; i < px.length; i++) covariance += (present[i] - ux) * (rowMoment[i] - uy * px[i]);
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

/** Twin of the compiled one. */
export function marginalsOf(matrix: CooccurrenceMatrix, { present, highest }: GreyLevels): Marginals {
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
  return { px, py, rowMoment, sum, difference, total, squares, maximum };
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
  const occupied = matrix.starts[matrix.size];
  const perX = px.map((p) => 1 / p);
  const perY = py.map((p) => 1 / p);
  const { cells, overExpected } = matrix.compiled?.tally(perX, perY) ?? tallyOf(matrix, total, perX, perY);
  const HXY = jointEntropy(matrix, total, cells);
  const HX = entropy(px);
  const HY = entropy(py);
  const rows = occupiedLevels(px);
  const cols = occupiedLevels(py);
  const margins = HX + HY + (EPSILON * (rows + cols)) / Math.LN2;
  const HXY1 = margins - (EPSILON * overExpected) / Math.LN2;
  const HXY2 = occupied === 1 ? HXY : margins - (EPSILON * rows * cols) / Math.LN2;
  return { HX, HY, HXY, HXY1, HXY2 };
}

/** Twin of the compiled one. */
export function tallyOf(matrix: CooccurrenceMatrix, total: number, perX: Float64Array, perY: Float64Array): Tally {
  const { size, starts, columns, counts } = matrix;
  const cells = new Float64Array(TALLIED);
  let overExpected = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let n = starts[i]; n < starts[i + 1]; n++) {
      if (isTallied(counts[n])) cells[counts[n]]++;
      row += counts[n] * perY[columns[n]];
    }
    if (row > 0) overExpected += (row / total) * perX[i];
  }
  return { cells, overExpected };
}

/** Most cells of a large matrix hold few pairs, and a logarithm costs as much as ten cells: cells of one number share it. */
function jointEntropy({ size, starts, counts }: CooccurrenceMatrix, total: number, cells: Float64Array): number {
  let HXY = 0;
  for (let count = 1; count < cells.length; count++) if (cells[count] > 0) HXY += cells[count] * entropyTerm(count / total);
  for (let n = 0; n < starts[size]; n++) if (!isTallied(counts[n])) HXY += entropyTerm(counts[n] / total);
  return HXY;
}

/** Weighted counts are not whole. */
function isTallied(count: number): boolean {
  return count < TALLIED && Number.isInteger(count);
}

function occupiedLevels(probabilities: Float64Array): number {
  return probabilities.reduce((n, p) => (p > 0 ? n + 1 : n), 0);
}
