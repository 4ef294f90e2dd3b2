/**
 * Minimum redundancy, maximum relevance: greedy selection of k columns. The published variants choose different columns
 * (8 to 22 of 30 in common on one set), so the variant is part of every result.
 *
 *   MID, MIQ      Peng 2005: mutual information of columns cut at mean +- sd, difference or quotient
 *   FCD, FCQ      F statistic and |r|, difference or quotient
 *   gaussian      mRMRe "classic" with a numeric outcome: -ln(1 - r^2) / 2, difference
 *   gaussian-ordered  the same with an ordered outcome: Somers' D in place of r for the relevance
 */
import { dotColumns } from '../lasso/dot-products.ts';
import { dot, unitColumn } from './correlation.ts';
import { discreteInformation, discretise, fStatistic, gaussianInformation, somersD } from './relevance.ts';

export const MRMR_VARIANTS = ['MID', 'MIQ', 'FCD', 'FCQ', 'gaussian', 'gaussian-ordered'] as const;
export type MrmrVariant = (typeof MRMR_VARIANTS)[number];

export interface MrmrSelection {
  /** Column indices, first pick first. Shorter than k where fewer columns vary. */
  readonly selected: readonly number[];
  /** Of each pick, at the moment it was picked. */
  readonly scores: readonly number[];
  /** Best score minus the second best: near 0 the order is fragile. Infinity for the last column left. */
  readonly margins: readonly number[];
  readonly relevance: Float64Array;
}

interface Measures {
  readonly relevance: Float64Array;
  /** Of each open column with the one picked last. */
  redundancies(open: readonly number[], pick: number): ArrayLike<number>;
  score(relevance: number, meanRedundancy: number): number;
}

/** Constant columns are never picked; of equal scores the first column wins. `outcome` holds 0 and 1. */
export function selectMrmr(
  columns: readonly Float64Array[],
  outcome: ArrayLike<number>,
  k: number,
  variant: MrmrVariant,
): MrmrSelection {
  const { relevance, redundancies, score } = measuresOf(columns, outcome, variant);
  const open = columns.flatMap((column, i) => (column.some((value) => value !== column[0]) ? [i] : []));
  const sums = new Float64Array(columns.length);
  const result = { selected: [] as number[], scores: [] as number[], margins: [] as number[] };
  while (result.selected.length < k && open.length > 0) {
    const picks = result.selected.length;
    let [best, second, position] = [-Infinity, -Infinity, 0];
    open.forEach((column, at) => {
      const value = picks === 0 ? relevance[column] : score(relevance[column], sums[column] / picks);
      if (value > best) [best, second, position] = [value, best, at];
      else if (value > second) second = value;
    });
    const [pick] = open.splice(position, 1);
    result.selected.push(pick);
    result.scores.push(best);
    result.margins.push(best - second);
    if (result.selected.length === k) break;
    const added = redundancies(open, pick);
    open.forEach((column, at) => {
      sums[column] += added[at];
    });
  }
  return { ...result, relevance };
}

const difference = (relevance: number, redundancy: number): number => relevance - redundancy;

function measuresOf(columns: readonly Float64Array[], outcome: ArrayLike<number>, variant: MrmrVariant): Measures {
  if (variant === 'MID' || variant === 'MIQ') return discreteMeasures(columns, outcome, variant);
  const units = columns.map(unitColumn);
  const target = unitColumn(Float64Array.from(outcome));
  const r = Float64Array.from(units, (unit) => dot(unit, target));
  const correlations = (open: readonly number[], pick: number): Float64Array => {
    const out = new Float64Array(open.length);
    dotColumns(units[pick], units, open, open.length, 1, out);
    return out;
  };
  switch (variant) {
    case 'FCD':
    case 'FCQ': {
      const quotient = variant === 'FCQ';
      return {
        relevance: r.map((value) => fStatistic(value, outcome.length)),
        redundancies: (open, pick) => correlations(open, pick).map((value) => Math.max(Math.abs(value), quotient ? 0.001 : 0)),
        score: quotient ? (f, redundancy) => f / redundancy : difference,
      };
    }
    case 'gaussian':
    case 'gaussian-ordered': {
      const towards = variant === 'gaussian' ? r : Float64Array.from(columns, (column) => somersD(column, outcome));
      return {
        relevance: towards.map(gaussianInformation),
        redundancies: (open, pick) => correlations(open, pick).map(gaussianInformation),
        score: difference,
      };
    }
  }
}

function discreteMeasures(columns: readonly Float64Array[], outcome: ArrayLike<number>, variant: 'MID' | 'MIQ'): Measures {
  const levels = columns.map(discretise);
  const target = Int8Array.from(outcome);
  return {
    relevance: Float64Array.from(levels, (column) => discreteInformation(column, target)),
    redundancies: (open, pick) => open.map((column) => discreteInformation(levels[column], levels[pick])),
    score: variant === 'MID' ? difference : (information, redundancy) => information / (redundancy + 0.0001),
  };
}
