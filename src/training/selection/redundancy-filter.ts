/**
 * Filters that leave one of several columns with |r| above a cut-off. They differ in which one stays, and give different
 * sets: greedy in a given order, the upper triangle of a pandas matrix, and caret's findCorrelation (find-correlation.ts).
 */
import { dotColumns } from '../lasso/dot-products.ts';
import { dot } from './correlation.ts';

/** Kept columns looked at before the next look at the cut-off. */
const BLOCK = 8;

/** Keeps a column unless it correlates with one kept before it. `order` and the result are column indices. */
export function greedyFilter(units: readonly Float64Array[], order: readonly number[], cutoff: number): readonly number[] {
  const kept: number[] = [];
  const block = new Float64Array(BLOCK);
  const isRedundant = (unit: Float64Array): boolean => {
    for (let from = 0; from < kept.length; from += BLOCK) {
      const others = kept.slice(from, from + BLOCK);
      dotColumns(unit, units, others, others.length, 1, block);
      for (let k = 0; k < others.length; k++) if (Math.abs(block[k]) > cutoff) return true;
    }
    return false;
  };
  for (const candidate of order) if (!isRedundant(units[candidate])) kept.push(candidate);
  return kept;
}

/** Drops a column that correlates with any before it, dropped ones included. */
export function upperTriangleFilter(units: readonly Float64Array[], cutoff: number): readonly number[] {
  const isFree = (_: Float64Array, j: number): boolean =>
    !units.slice(0, j).some((other) => Math.abs(dot(units[j], other)) > cutoff);
  return units.flatMap((unit, j) => (isFree(unit, j) ? [j] : []));
}

/** Column indices by descending |AUC - 0.5|; equal ones in the order of `tieBreak`, by default that of the columns. */
export function byDiscrimination(
  aucs: readonly number[],
  tieBreak: (a: number, b: number) => number = (a, b) => a - b,
): readonly number[] {
  const distance = aucs.map((auc) => Math.abs(auc - 0.5));
  return aucs.map((_, i) => i).sort((a, b) => distance[b] - distance[a] || tieBreak(a, b));
}
