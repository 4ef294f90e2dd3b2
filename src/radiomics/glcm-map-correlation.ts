/**
 * Map of the maximal correlation coefficient. The second singular value of a kernel's scaled matrix is 1 wherever rows and
 * columns that share a pair do not all hang together, which is so for most small kernels; only the others need eigenvalues.
 */

import type { KernelFrame } from './kernel-frame.ts';
import { bordered, forEachPairPlane, MAX_TABLE_LEVELS, type PairPlane } from './pair-plane.ts';

/** Levels of one kernel; beyond this Jacobi's rotations cost more than the Lanczos iteration of the class. */
const MAX_LEVELS = 32;

export function canMapCorrelation({ greyLevels, kernelRadius, settings }: KernelFrame): boolean {
  const pixels = (2 * kernelRadius + 1) ** 2;
  return settings.weightingNorm === null && greyLevels.present.length <= MAX_TABLE_LEVELS && pixels <= MAX_LEVELS;
}

/** Fills `map`, at `targets`, with the mean over the directions that have pairs. */
export function mapCorrelation(frame: KernelFrame, targets: Int32Array, map: Float64Array): void {
  const { centres } = bordered(frame);
  const sums = new Float64Array(centres.length);
  const directions = new Float64Array(centres.length);
  const kernel = kernelMatrix(frame);
  forEachPairPlane(frame, (plane) => {
    for (let n = 0; n < centres.length; n++) {
      if (!kernel.count(plane, centres[n])) continue;
      sums[n] += kernel.maximalCorrelation();
      directions[n]++;
    }
  });
  for (let n = 0; n < centres.length; n++) map[targets[n]] = sums[n] / directions[n];
}

interface KernelMatrix {
  /** Counts the pairs of the kernel around `centre`; false where there is none. */
  count(plane: PairPlane, centre: number): boolean;
  /** Of the pairs counted last. */
  maximalCorrelation(): number;
}

/** Scratch memory for one kernel at a time, over the levels that occur in it. */
function kernelMatrix({ greyLevels: { present }, settings: { symmetricalGLCM } }: KernelFrame): KernelMatrix {
  const size = present.length;
  const localOf = new Int32Array(size).fill(-1);
  const occurring = new Int32Array(MAX_LEVELS);
  const counts = new Float64Array(MAX_LEVELS * MAX_LEVELS);
  const rowTotals = new Float64Array(MAX_LEVELS);
  const columnTotals = new Float64Array(MAX_LEVELS);
  const gram = new Float64Array(MAX_LEVELS * MAX_LEVELS);
  const parents = new Int32Array(2 * MAX_LEVELS);
  let levels = 0;
  let total = 0;

  const localLevel = (rank: number): number => {
    if (localOf[rank] >= 0) return localOf[rank];
    for (let k = 0; k < levels; k++) counts[k * MAX_LEVELS + levels] = counts[levels * MAX_LEVELS + k] = 0;
    counts[levels * MAX_LEVELS + levels] = 0;
    rowTotals[levels] = columnTotals[levels] = 0;
    parents[levels] = levels;
    parents[MAX_LEVELS + levels] = MAX_LEVELS + levels;
    occurring[levels] = rank;
    localOf[rank] = levels;
    return levels++;
  };
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root];
    return root;
  };
  const add = (i: number, j: number): void => {
    counts[i * MAX_LEVELS + j]++;
    rowTotals[i]++;
    columnTotals[j]++;
    total++;
    parents[rootOf(i)] = rootOf(MAX_LEVELS + j);
  };
  const hangsTogether = (): boolean => {
    let root = -1;
    for (let k = 0; k < levels; k++) {
      if (rowTotals[k] === 0) continue;
      if (root < 0) root = rootOf(k);
      else if (rootOf(k) !== root) return false;
    }
    return true;
  };

  return {
    count({ codes, from, width, height, stride }, centre) {
      for (let k = 0; k < levels; k++) localOf[occurring[k]] = -1;
      levels = 0;
      total = 0;
      for (let row = 0, position = centre + from; row < height; row++, position += stride) {
        for (let k = 0; k < width; k++) {
          const code = codes[position + k];
          if (code < 0) continue;
          const i = localLevel(Math.floor(code / size));
          const j = localLevel(code % size);
          add(i, j);
          if (symmetricalGLCM) add(j, i);
        }
      }
      return total > 0;
    },
    maximalCorrelation() {
      if (size === 1 || !hangsTogether()) return 1;
      for (let i = 0; i < levels; i++) {
        for (let j = i; j < levels; j++) {
          let product = 0;
          const both = rowTotals[i] * rowTotals[j];
          if (both > 0) {
            for (let k = 0; k < levels; k++) {
              if (columnTotals[k] === 0) continue;
              product += (counts[i * MAX_LEVELS + k] * counts[j * MAX_LEVELS + k]) / columnTotals[k];
            }
            product = product / Math.sqrt(both) - Math.sqrt(both) / total;
          }
          gram[i * MAX_LEVELS + j] = gram[j * MAX_LEVELS + i] = product;
        }
      }
      return Math.sqrt(Math.min(1, Math.max(0, largestEigenvalue(gram, levels))));
    },
  };
}

const MAX_SWEEPS = 30;
const OFF_DIAGONAL = 1e-24;

/** Of the symmetric matrix in the first `size` rows and columns of `a`, by cyclic Jacobi rotations; `a` is overwritten. */
function largestEigenvalue(a: Float64Array, size: number): number {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p * MAX_LEVELS + q] ** 2;
    if (off < OFF_DIAGONAL) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, size, p, q);
  }
  let largest = a[0];
  for (let p = 1; p < size; p++) largest = Math.max(largest, a[p * MAX_LEVELS + p]);
  return largest;
}

function rotate(a: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * MAX_LEVELS + q];
  if (apq === 0) return;
  const theta = (a[q * MAX_LEVELS + q] - a[p * MAX_LEVELS + p]) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * MAX_LEVELS + p], a[k * MAX_LEVELS + q]];
    a[k * MAX_LEVELS + p] = cosine * kp - sine * kq;
    a[k * MAX_LEVELS + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * MAX_LEVELS + k], a[q * MAX_LEVELS + k]];
    a[p * MAX_LEVELS + k] = cosine * pk - sine * qk;
    a[q * MAX_LEVELS + k] = sine * pk + cosine * qk;
  }
}
