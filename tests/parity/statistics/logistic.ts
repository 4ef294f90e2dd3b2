import { fitLogistic } from '../../../src/training/logistic/fit-logistic.ts';
import {
  coefficientInflation,
  columnInflation,
  fitSummary,
  logisticTerms,
} from '../../../src/training/logistic/logistic-statistics.ts';
import type { Comparison } from './tally.ts';

type Numbers = readonly number[];

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: readonly string[];
  readonly n: number;
  readonly expected: Readonly<
    Record<'coef' | 'se' | 'z' | 'p' | 'ci_low' | 'ci_high' | 'or' | 'or_low' | 'or_high' | 'vif_glm_car' | 'vif_ols', Numbers>
  > &
    Readonly<Record<'fitted_first10' | 'link_first10', Numbers>> &
    Readonly<
      Record<
        'loglik' | 'aic' | 'bic' | 'deviance' | 'null_deviance' | 'lr_chisq' | 'lr_p' | 'mcfadden_r2' | 'nagelkerke_r2',
        number
      >
    > & { readonly vcov: readonly Numbers[] };
}

const EXACT = { relative: 1e-8, absolute: 1e-13 };
/** R's glm takes the information one step before its last: up to 1e-7 from that at the maximum, and p as many times z^2. */
const FROM_INFORMATION = { relative: 1e-6, absolute: 1e-13 };
const DERIVED = new Set<string>(['se', 'z', 'p', 'ci_low', 'ci_high', 'or_low', 'or_high', 'vif_glm_car']);

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, data, features, n, expected } of folder.cases<{ cases: readonly Case[] }>(topic).cases) {
    const table = folder.table(data);
    const columns = features.map((name) => table.column(name));
    const fit = fitLogistic(columns, table.column('label'));
    if (fit.kind !== 'fitted') {
      tally.same(`${id} fit`, fit.kind, 'fitted');
      continue;
    }
    const terms = logisticTerms(fit);
    const check = (figure: keyof typeof expected, actual: readonly number[]): void =>
      tally.numbers(`${id} ${figure}`, actual, expected[figure] as Numbers, DERIVED.has(figure) ? FROM_INFORMATION : EXACT);
    const checkOne = (figure: keyof typeof expected, actual: number): void =>
      tally.number(`${id} ${figure}`, actual, expected[figure] as number, EXACT);
    check(
      'coef',
      terms.map((term) => term.coefficient),
    );
    check(
      'se',
      terms.map((term) => term.standardError),
    );
    check(
      'z',
      terms.map((term) => term.z),
    );
    check(
      'p',
      terms.map((term) => term.p),
    );
    check(
      'ci_low',
      terms.map((term) => term.lower),
    );
    check(
      'ci_high',
      terms.map((term) => term.upper),
    );
    check(
      'or',
      terms.map((term) => Math.exp(term.coefficient)),
    );
    check(
      'or_low',
      terms.map((term) => Math.exp(term.lower)),
    );
    check(
      'or_high',
      terms.map((term) => Math.exp(term.upper)),
    );
    check('vif_glm_car', coefficientInflation(fit));
    check('vif_ols', columnInflation(columns));
    fit.covariance.forEach((row, i) => {
      tally.numbers(`${id} vcov ${i}`, row, expected.vcov[i], FROM_INFORMATION);
    });
    const links = expected.link_first10.map((_, i) =>
      columns.reduce((sum, column, j) => sum + column[i] * fit.coefficients[j], fit.intercept),
    );
    check('link_first10', links);
    check(
      'fitted_first10',
      links.map((link) => 1 / (1 + Math.exp(-link))),
    );
    const summary = fitSummary(fit, n);
    checkOne('loglik', fit.logLikelihood);
    checkOne('null_deviance', fit.nullDeviance);
    checkOne('deviance', summary.deviance);
    checkOne('aic', summary.aic);
    checkOne('bic', summary.bic);
    checkOne('lr_chisq', summary.chiSquared);
    checkOne('lr_p', summary.p);
    checkOne('mcfadden_r2', summary.mcFadden);
    checkOne('nagelkerke_r2', summary.nagelkerke);
  }
};
