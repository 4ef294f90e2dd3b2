import { type CohenKappa, cohenKappa, type KappaWeights, multiRaterKappa } from '../../../src/training/evaluation/agreement.ts';
import type { Json } from './reference-folder.ts';
import type { Comparison } from './tally.ts';

interface Reference {
  readonly data: string;
  readonly categories: readonly number[];
  readonly cohen_pairs: readonly (Readonly<Record<string, Json>> & { readonly a: string; readonly b: string })[];
  readonly fleiss_4raters: number;
  readonly fleiss_r1r2r3: number;
  readonly randolph_4raters: number;
}

/** Sums of products of sixteen shares: both programs lose a few last digits. */
const SUMMED = { relative: 1e-12, absolute: 1e-14 };

export const compare: Comparison = (folder, topic, tally) => {
  const { data, categories, cohen_pairs, ...expected } = folder.cases<Reference>(topic);
  const table = folder.table(data);
  const ratings = (rater: string): readonly number[] => Array.from(table.column(rater), (value) => categories.indexOf(value));
  for (const pair of cohen_pairs) {
    const where = `${pair.a} ${pair.b}`;
    const kappa = (weights: KappaWeights): CohenKappa => cohenKappa(ratings(pair.a), ratings(pair.b), categories.length, weights);
    const [plain, quadratic] = [kappa('unweighted'), kappa('quadratic')];
    tally.number(`${where} kappa`, plain.kappa, pair.kappa, SUMMED);
    tally.number(`${where} se_nonnull`, plain.standardError, pair.se_nonnull, SUMMED);
    tally.number(`${where} se_null`, plain.nullStandardError, pair.se_null, SUMMED);
    tally.numbers(`${where} ci95`, [plain.interval.lower, plain.interval.upper], pair.ci95, SUMMED);
    tally.number(`${where} percent_agreement`, plain.agreement, pair.percent_agreement, SUMMED);
    tally.number(`${where} kappa_linear`, kappa('linear').kappa, pair.kappa_linear, SUMMED);
    tally.number(`${where} kappa_quadratic`, quadratic.kappa, pair.kappa_quadratic, SUMMED);
    tally.number(`${where} se_quadratic`, quadratic.standardError, pair.se_quadratic, SUMMED);
    tally.numbers(`${where} ci95_quadratic`, [quadratic.interval.lower, quadratic.interval.upper], pair.ci95_quadratic, SUMMED);
  }
  const four = multiRaterKappa(['r1', 'r2', 'r3', 'r4'].map(ratings), categories.length);
  tally.number('fleiss of four raters', four.fleiss, expected.fleiss_4raters, SUMMED);
  tally.number('randolph of four raters', four.randolph, expected.randolph_4raters, SUMMED);
  const three = multiRaterKappa(['r1', 'r2', 'r3'].map(ratings), categories.length);
  tally.number('fleiss of three raters', three.fleiss, expected.fleiss_r1r2r3, SUMMED);
};
