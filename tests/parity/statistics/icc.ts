import {
  agreement,
  consistency,
  type IccEstimate,
  meanSquares,
  ofAverage,
  oneWay,
} from '../../../src/training/selection/intraclass-correlation.ts';
import type { Comparison } from './tally.ts';

type Expected = Readonly<Record<'icc' | 'lower' | 'upper' | 'F' | 'df1' | 'df2' | 'p', number>>;
type Row = { readonly feature: string } & Readonly<Record<string, Expected>>;

interface Case {
  readonly id: string;
  readonly data: string;
  readonly raters: readonly string[];
  readonly expected: readonly Row[];
  readonly 'keep_icc21_ge_0.75': readonly string[];
  readonly 'keep_icc21_lower_ge_0.75': readonly string[];
}

/** psych gets its mean squares from aov: a residual near 0 keeps the absolute error of the sums (4e-15 of the whole). */
const EXACT = { relative: 1e-9, absolute: 1e-12 };

export const compare: Comparison = (folder, topic, tally) => {
  const { alpha, cases } = folder.cases<{ alpha: number; cases: readonly Case[] }>(topic);
  for (const { id, data, raters, expected, ...keep } of cases) {
    const table = folder.table(data);
    const rater = table.text('rater');
    const kept: string[] = [];
    const keptByLimit: string[] = [];
    for (const row of expected) {
      const column = table.column(row.feature);
      const squares = meanSquares(raters.map((name) => column.filter((_, i) => rater[i] === name)));
      const icc21 = agreement(squares, alpha);
      const icc31 = consistency(squares, alpha);
      check(row, 'ICC(1,1)', oneWay(squares, alpha));
      check(row, 'ICC(2,1)', icc21);
      check(row, 'ICC(3,1)', icc31);
      check(row, 'ICC(2,k)', ofAverage(icc21, raters.length));
      check(row, 'ICC(3,k)', ofAverage(icc31, raters.length));
      if (icc21.icc >= 0.75) kept.push(row.feature);
      if (icc21.lower >= 0.75) keptByLimit.push(row.feature);
    }
    tally.same(`${id} kept`, kept, keep['keep_icc21_ge_0.75']);
    tally.same(`${id} kept by the lower limit`, keptByLimit, keep['keep_icc21_lower_ge_0.75']);

    function check(row: Row, kind: string, { f, ...estimate }: IccEstimate): void {
      const actual = { ...estimate, F: f };
      for (const figure of ['icc', 'lower', 'upper', 'F', 'df1', 'df2', 'p'] as const) {
        tally.number(`${id} ${row.feature} ${kind} ${figure}`, actual[figure], row[kind][figure], EXACT);
      }
    }
  }
};
