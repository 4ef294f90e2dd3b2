import { normalCdf } from '../../../src/training/distributions.ts';
import { chiSquaredTest, fisherExact, mcnemarExact } from '../../../src/training/hypothesis/contingency.ts';
import {
  ksDistance,
  ksDistanceFrom,
  ksOneSampleExact,
  ksTwoSampleExact,
} from '../../../src/training/hypothesis/kolmogorov-smirnov.ts';
import { leveneTest } from '../../../src/training/hypothesis/levene.ts';
import { mannWhitney, mannWhitneyExact } from '../../../src/training/hypothesis/mann-whitney.ts';
import type { Comparison } from './tally.ts';

type Figures = Readonly<Record<string, number>>;
type Pair = readonly [number, number];

interface Cases {
  readonly two_sample: readonly ({ readonly x: readonly number[]; readonly y: readonly number[] } & Figures)[];
  readonly fisher: { readonly table: readonly [Pair, Pair]; readonly p: number };
  readonly chi2_yates: { readonly table: readonly Pair[]; readonly chi2: number; readonly p: number; readonly dof: number };
  readonly chi2: {
    readonly table: readonly (readonly number[])[];
    readonly chi2: number;
    readonly p: number;
    readonly dof: number;
  };
  readonly mcnemar_exact: { readonly b: number; readonly c: number; readonly p: number };
}

const EXACT = { relative: 1e-10 };

export const compare: Comparison = (folder, topic, tally) => {
  const { two_sample: samples, fisher, mcnemar_exact: mcnemar, ...rest } = folder.cases<Cases>(topic);
  samples.forEach((expected, n) => {
    const [x, y] = [Float64Array.from(expected.x), Float64Array.from(expected.y)];
    const check = (figure: string, actual: number): void =>
      tally.number(`sample ${n + 1} ${figure}`, actual, (expected as Figures)[figure], EXACT);
    const { u, p } = mannWhitney(x, y);
    const distance = ksDistance(x, y);
    const fromNormal = ksDistanceFrom(x, normalCdf);
    const levene = leveneTest([x, y]);
    check('mwu_U', u);
    check('mwu_p_exact', mannWhitneyExact(u, x.length, y.length));
    check('mwu_p_asym_cc', p);
    check('ks_D', distance);
    check('ks_p_exact', ksTwoSampleExact(distance, x.length, y.length));
    // scipy takes the one-sample distribution for the rounded harmonic size here, not the limit.
    check('ks_p_asymp', ksOneSampleExact(distance, Math.round((x.length * y.length) / (x.length + y.length))));
    check('ks_1samp_norm_D', fromNormal);
    check('ks_1samp_norm_p_exact', ksOneSampleExact(fromNormal, x.length));
    check('levene_median_stat', levene.f);
    check('levene_p', levene.p);
  });
  tally.number('fisher p', fisherExact(fisher.table), fisher.p, EXACT);
  tally.number('mcnemar p', mcnemarExact(mcnemar.b, mcnemar.c), mcnemar.p, EXACT);
  for (const [name, yates] of [
    ['chi2', false],
    ['chi2_yates', true],
  ] as const) {
    const { table, chi2, p, dof } = rest[name];
    const result = chiSquaredTest(table, yates);
    tally.number(`${name} statistic`, result.chiSquared, chi2, EXACT);
    tally.number(`${name} p`, result.p, p, EXACT);
    tally.same(`${name} degrees of freedom`, result.df, dof);
  }
};
