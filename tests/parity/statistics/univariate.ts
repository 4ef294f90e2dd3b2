import { kolmogorovUpper, ksDistance } from '../../../src/training/hypothesis/kolmogorov-smirnov.ts';
import { mannWhitney } from '../../../src/training/hypothesis/mann-whitney.ts';
import { benjaminiHochberg, bonferroni } from '../../../src/training/hypothesis/multiplicity.ts';
import { shapiroWilk } from '../../../src/training/hypothesis/shapiro-wilk.ts';
import { pooledTest, welchTest } from '../../../src/training/hypothesis/t-test.ts';
import type { Comparison, Tolerance } from './tally.ts';

interface Row {
  readonly feature: string;
  readonly [figure: string]: string | number | null;
}

interface Case {
  readonly id: string;
  readonly data: string;
  readonly expected: readonly Row[];
  readonly bh_adjusted_p_mwu_cc: readonly number[];
  readonly bonferroni_p_mwu_cc: readonly number[];
}

const EXACT = { relative: 1e-10 };
/** Below lambda = 1 R keeps one term of the series: it is allowed the two that follow. */
const seriesTolerance = (lambda: number): Tolerance => {
  const term = (k: number): number => (Math.sqrt(2 * Math.PI) / lambda) * Math.exp(-((k * Math.PI) ** 2) / (8 * lambda ** 2));
  return { relative: 1e-8, absolute: lambda < 1 ? 1e-8 + term(3) + term(5) : 1e-8 };
};

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, data, expected, ...adjusted } of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(data);
    const label = table.column('label');
    const corrected: number[] = [];
    for (const row of expected) {
      const column = table.column(row.feature);
      const one = column.filter((_, i) => label[i] === 1);
      const zero = column.filter((_, i) => label[i] === 0);
      const [cc, plain] = [mannWhitney(one, zero), mannWhitney(one, zero, false)];
      const [welch, pooled] = [welchTest(one, zero), pooledTest(one, zero)];
      const distance = ksDistance(one, zero);
      const lambda = distance * Math.sqrt((one.length * zero.length) / (one.length + zero.length));
      corrected.push(cc.p);
      const check = (figure: string, actual: number, tolerance: Tolerance = EXACT): void =>
        tally.number(`${id} ${row.feature} ${figure}`, actual, row[figure], tolerance);
      check('U1', cc.u);
      check('auc', cc.auc);
      check('p_mwu_cc', cc.p);
      check('p_mwu_nocc', plain.p);
      check('t_welch', welch.t);
      check('df_welch', welch.df);
      check('p_welch', welch.p);
      check('t_pooled', pooled.t);
      check('p_pooled', pooled.p);
      check('D_ks', distance);
      check('p_ks_asymp', kolmogorovUpper(lambda), seriesTolerance(lambda));
      check('p_shapiro', shapiroWilk(column).p);
    }
    tally.numbers(`${id} Benjamini-Hochberg`, benjaminiHochberg(corrected), adjusted.bh_adjusted_p_mwu_cc, EXACT);
    tally.numbers(`${id} Bonferroni`, bonferroni(corrected), adjusted.bonferroni_p_mwu_cc, EXACT);
  }
};
