import { applyIsotonic, fitIsotonic } from '../../../src/training/evaluation/isotonic.ts';
import { applyPlatt, fitPlatt } from '../../../src/training/evaluation/platt.ts';
import { fitScoreLogistic } from '../../../src/training/evaluation/score-logistic.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly score: string;
  /** "first 120" */
  readonly fit_rows: string;
  readonly platt: { readonly A_exact: number; readonly B_exact: number; readonly prob_exact: readonly number[] };
  readonly logistic_recalibration_no_smoothing: { readonly intercept: number; readonly slope: number };
  readonly isotonic: {
    readonly x_thresholds: readonly number[];
    readonly y_thresholds: readonly number[];
    readonly prob: readonly number[];
  };
}

/** Newton's optimum on either side: the gradient is flat to about the square root of the precision of the likelihood. */
const OPTIMUM = { relative: 1e-8, absolute: 1e-10 };
/** Means of whole numbers and interpolation. */
const EXACT = { relative: 1e-12, absolute: 1e-14 };

export const compare: Comparison = (folder, topic, tally) => {
  const { data, cases } = folder.cases<{ readonly data: string; readonly cases: readonly Case[] }>(topic);
  const table = folder.table(data);
  for (const { score, fit_rows, platt, logistic_recalibration_no_smoothing: plain, isotonic } of cases) {
    const count = Number(/\d+/.exec(fit_rows)?.[0]);
    const labels = table.column('label').slice(0, count);
    const scores = table.column(score).slice(0, count);
    const rest = table.column(score).slice(count);
    const model = fitPlatt(scores, labels);
    tally.number(`${score} platt A`, model.a, platt.A_exact, OPTIMUM);
    tally.number(`${score} platt B`, model.b, platt.B_exact, OPTIMUM);
    tally.numbers(
      `${score} platt prob`,
      rest.map((s) => applyPlatt(model, s)),
      platt.prob_exact,
      OPTIMUM,
    );
    const logistic = fitScoreLogistic(scores, labels);
    tally.number(`${score} logistic intercept`, logistic.intercept, plain.intercept, OPTIMUM);
    tally.number(`${score} logistic slope`, logistic.slope, plain.slope, OPTIMUM);
    const steps = fitIsotonic(scores, labels);
    tally.numbers(`${score} isotonic x_thresholds`, steps.scores, isotonic.x_thresholds, EXACT);
    tally.numbers(`${score} isotonic y_thresholds`, steps.probabilities, isotonic.y_thresholds, EXACT);
    tally.numbers(
      `${score} isotonic prob`,
      rest.map((s) => applyIsotonic(steps, s)),
      isotonic.prob,
      EXACT,
    );
  }
};
