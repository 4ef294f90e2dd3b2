import { mannWhitney } from '../../../src/training/hypothesis/mann-whitney.ts';
import {
  type CorrelationMethod,
  correlation,
  correlationInterval,
  correlationMatrix,
  correlationP,
  unitColumns,
} from '../../../src/training/selection/correlation.ts';
import { findCorrelationExact, findCorrelationFast } from '../../../src/training/selection/find-correlation.ts';
import { byDiscrimination, greedyFilter, upperTriangleFilter } from '../../../src/training/selection/redundancy-filter.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: readonly string[];
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly pearson: number;
    readonly p_pearson: number;
    readonly ci: readonly number[];
    readonly spearman: number;
    readonly p_spearman_t: number;
  }[];
  readonly filters: readonly {
    readonly method: CorrelationMethod;
    readonly cutoff: number;
    readonly keep_greedy_in_column_order: readonly string[];
    readonly keep_greedy_by_absAUC: readonly string[];
    readonly keep_pandas_upper_triangle: readonly string[];
    readonly drop_caret_findCorrelation_exact: readonly string[];
    readonly drop_caret_findCorrelation_fast: readonly string[];
  }[];
}

/** A correlation near 0 keeps the absolute error of its sum. */
const EXACT = { relative: 1e-10, absolute: 1e-14 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, data, features, pairs, filters } of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(data);
    const n = table.rows;
    for (const { a, b, ...expected } of pairs) {
      const [x, y] = [table.column(a), table.column(b)];
      const pearson = correlation(x, y);
      const spearman = correlation(x, y, 'spearman');
      const { lower, upper } = correlationInterval(pearson, n);
      const where = `${id} ${a} ${b}`;
      tally.number(`${where} pearson`, pearson, expected.pearson, EXACT);
      tally.number(`${where} p_pearson`, correlationP(pearson, n), expected.p_pearson, EXACT);
      tally.numbers(`${where} ci`, [lower, upper], expected.ci, EXACT);
      tally.number(`${where} spearman`, spearman, expected.spearman, EXACT);
      tally.number(`${where} p_spearman`, correlationP(spearman, n), expected.p_spearman_t, EXACT);
    }
    const columns = features.map((name) => table.column(name));
    const label = table.column('label');
    const aucs = columns.map(
      (column) =>
        mannWhitney(
          column.filter((_, i) => label[i] === 1),
          column.filter((_, i) => label[i] === 0),
        ).auc,
    );
    const named = (indices: readonly number[]): readonly string[] => indices.map((i) => features[i]);
    for (const { method, cutoff, ...expected } of filters) {
      const units = unitColumns(columns, method);
      const matrix = correlationMatrix(units);
      const where = `${id} ${method} ${cutoff}`;
      const check = (filter: keyof typeof expected, indices: readonly number[]): void =>
        tally.same(`${where} ${filter}`, named(indices), expected[filter]);
      check('keep_greedy_in_column_order', greedyFilter(units, Array.from(columns.keys()), cutoff));
      check('keep_greedy_by_absAUC', greedyFilter(units, byDiscrimination(aucs), cutoff));
      check('keep_pandas_upper_triangle', upperTriangleFilter(units, cutoff));
      check('drop_caret_findCorrelation_exact', findCorrelationExact(matrix, columns.length, cutoff));
      check('drop_caret_findCorrelation_fast', findCorrelationFast(matrix, columns.length, cutoff));
    }
  }
};
