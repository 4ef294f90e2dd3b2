import { hosmerLemeshow } from '../../../src/training/evaluation/calibration-groups.ts';
import { fitLogistic } from '../../../src/training/logistic/fit-logistic.ts';
import { compareHosmerLemeshow } from './calibration.ts';
import type { Json } from './reference-folder.ts';
import type { Comparison } from './tally.ts';

interface Reference {
  /** "glm(label~age+size_mm+ki67) on synth_test.csv; ..." */
  readonly note: string;
  readonly vcdExtra: { readonly chisq: number; readonly df: number; readonly p: number };
  readonly own: Readonly<Record<string, Json>>;
}

/** The probabilities are glm's, which have about nine digits; the statistic divides by them. */
const FITTED = { relative: 1e-8, absolute: 1e-10 };

export const compare: Comparison = (folder, topic, tally) => {
  const { note, vcdExtra, own } = folder.cases<Reference>(topic);
  const [, outcome = '', terms = '', file = ''] = /glm\((\w+)~([\w+]+)\) on (\S+\.csv)/.exec(note) ?? [];
  const table = folder.table(file);
  const columns = terms.split('+').map((name) => table.column(name));
  const labels = table.column(outcome);
  const fit = fitLogistic(columns, labels);
  if (fit.kind !== 'fitted') throw new Error(`the reference model is ${fit.kind}`);
  const probabilities = labels.map((_, i) => {
    const eta = columns.reduce((sum, column, j) => sum + column[i]! * fit.coefficients[j]!, fit.intercept);
    return 1 / (1 + Math.exp(-eta));
  });
  const actual = hosmerLemeshow(probabilities, labels);
  compareHosmerLemeshow(tally, 'own', actual, own, FITTED);
  tally.number('vcdExtra chisq', actual.chiSquare, vcdExtra.chisq, FITTED);
  tally.number('vcdExtra df', actual.fitted.degreesOfFreedom, vcdExtra.df, FITTED);
  tally.number('vcdExtra p', actual.fitted.p, vcdExtra.p, FITTED);
};
