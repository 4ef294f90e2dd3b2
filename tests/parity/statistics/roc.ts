import {
  type ConfusionMeasures,
  confusionAt,
  confusionMeasures,
  type Proportion,
} from '../../../src/training/evaluation/confusion.ts';
import { areaUnderCurve, delongInterval, pairedDifference, unpairedDifference } from '../../../src/training/evaluation/delong.ts';
import { clopperPearsonInterval, wilsonInterval } from '../../../src/training/evaluation/proportion-interval.ts';
import { percentileInterval } from '../../../src/training/evaluation/quantile.ts';
import { partialArea, rocCurve, sensitivityAt, youdenCutOff } from '../../../src/training/evaluation/roc-curve.ts';
import { scoredRows } from '../../../src/training/evaluation/scored-rows.ts';
import type { Json, ReferenceFolder, Table } from './reference-folder.ts';
import type { Comparison, Tally } from './tally.ts';

type Values = Readonly<Record<string, Json>>;

interface Reference {
  readonly cases: readonly { readonly id: string; readonly data: string; readonly score: string; readonly expected: Values }[];
  readonly paired_delong: readonly Values[];
  readonly unpaired_delong: Values;
  readonly bootstrap: Values & { readonly data: string; readonly score: string; readonly indices: string };
  readonly proportion_ci: readonly Values[];
}

/** Counts and ranks divided once or twice; the references have 15 digits. */
const EXACT = { relative: 1e-12, absolute: 1e-14 };
/** Variances are sums of a few hundred squares in another order, and the intervals add a quantile; p follows z. */
const SUMMED = { relative: 1e-10, absolute: 1e-13 };

const labelled = (table: Table, score: string) => scoredRows(table.column(score), table.column('label'));

export const compare: Comparison = (folder, topic, tally) => {
  const reference = folder.cases<Reference>(topic);
  for (const { id, data, score, expected } of reference.cases)
    compareScore(tally, id, labelled(folder.table(data), score), expected);
  const table = folder.table(reference.bootstrap.data);
  for (const pair of reference.paired_delong) comparePaired(tally, table, pair);
  compareUnpaired(tally, table, reference.unpaired_delong);
  compareBootstrap(tally, folder, reference.bootstrap);
  for (const { x, n, wilson, clopper_pearson } of reference.proportion_ci) {
    const at = `${x} of ${n}`;
    compareInterval(tally, `${at} wilson`, wilsonInterval(Number(x), Number(n)), wilson);
    compareInterval(tally, `${at} clopper_pearson`, clopperPearsonInterval(Number(x), Number(n)), clopper_pearson);
  }
};

function compareScore(tally: Tally, id: string, rows: ReturnType<typeof scoredRows>, expected: Values): void {
  const area = areaUnderCurve(rows);
  const curve = rocCurve(rows);
  const { youden, cutOff, tied } = youdenCutOff(curve);
  tally.number(`${id} auc`, area.auc, expected.auc, EXACT);
  tally.number(`${id} delong_var`, area.variance, expected.delong_var, SUMMED);
  tally.number(`${id} delong_se`, Math.sqrt(area.variance), expected.delong_se, SUMMED);
  compareInterval(tally, `${id} ci95`, delongInterval(area), expected.ci95);
  tally.numbers(`${id} curve_threshold`, curve.thresholds, expected.curve_threshold, EXACT);
  tally.numbers(`${id} curve_sens`, curve.sensitivity, expected.curve_sens, EXACT);
  tally.numbers(`${id} curve_spec`, curve.specificity, expected.curve_spec, EXACT);
  tally.number(`${id} youden_J`, youden, expected.youden_J, EXACT);
  tally.numbers(`${id} observed_cutoffs_with_max_J`, tied, expected.observed_cutoffs_with_max_J, EXACT);
  tally.number(`${id} cutoff_used_ge`, cutOff, expected.cutoff_used_ge, EXACT);
  tally.numbers(
    `${id} pROC_best_threshold_midpoint`,
    tied.map((score) => curve.thresholds[curve.observed.indexOf(score)]),
    expected.pROC_best_threshold_midpoint,
    EXACT,
  );
  tally.number(`${id} sens_at_spec_0.90`, sensitivityAt(curve, 0.9), expected['sens_at_spec_0.90'], EXACT);
  const partial = partialArea(curve, 0.8);
  tally.number(`${id} partial_auc`, partial.area, expected['partial_auc_spec_1_0.8'], EXACT);
  tally.number(`${id} partial_auc corrected`, partial.corrected, expected['partial_auc_spec_1_0.8_corrected'], EXACT);
  compareCutOff(tally, `${id} at_cutoff`, confusionAt(rows.scores, rows.labels, cutOff), expected.at_cutoff as Values);
}

function compareCutOff(tally: Tally, where: string, table: ReturnType<typeof confusionAt>, expected: Values): void {
  const measures = confusionMeasures(table);
  const counts = [table.truePositives, table.falsePositives, table.trueNegatives, table.falseNegatives];
  tally.same(`${where} counts`, counts, [expected.tp, expected.fp, expected.tn, expected.fn]);
  const proportions = {
    sensitivity: measures.sensitivity,
    specificity: measures.specificity,
    ppv: measures.positivePredictiveValue,
    npv: measures.negativePredictiveValue,
    accuracy: measures.accuracy,
  };
  for (const [name, actual] of Object.entries(proportions))
    compareProportion(tally, `${where} ${name}`, actual, expected[name] as Values);
  const numbers: readonly (readonly [string, keyof ConfusionMeasures])[] = [
    ['youden', 'youden'],
    ['f1', 'f1'],
    ['mcc', 'matthews'],
    ['balanced_accuracy', 'balancedAccuracy'],
    ['lr_pos', 'positiveLikelihoodRatio'],
    ['lr_neg', 'negativeLikelihoodRatio'],
    ['kappa', 'kappa'],
  ];
  for (const [name, key] of numbers) tally.number(`${where} ${name}`, measures[key] as number, expected[name], EXACT);
}

function compareProportion(tally: Tally, where: string, actual: Proportion, expected: Values): void {
  tally.same(`${where} counts`, [actual.successes, actual.trials], [expected.x, expected.n]);
  tally.number(`${where} est`, actual.estimate, expected.est, EXACT);
  compareInterval(tally, `${where} wilson`, actual.wilson, expected.wilson);
  compareInterval(tally, `${where} clopper_pearson`, actual.clopperPearson, expected.clopper_pearson);
}

function compareInterval(
  tally: Tally,
  where: string,
  { lower, upper }: { lower: number; upper: number },
  expected: Json | undefined,
): void {
  tally.numbers(where, [lower, upper], expected, SUMMED);
}

function comparePaired(tally: Tally, table: Table, expected: Values): void {
  const { a, b } = expected as { readonly a: string; readonly b: string };
  const [first, second] = [areaUnderCurve(labelled(table, a)), areaUnderCurve(labelled(table, b))];
  const actual = pairedDifference(first, second);
  const where = `${a} against ${b}`;
  tally.number(`${where} diff`, actual.difference, expected.diff, EXACT);
  tally.number(`${where} cov`, actual.covariance, expected.cov, SUMMED);
  tally.number(`${where} z`, actual.statistic, expected.z, SUMMED);
  tally.number(`${where} p`, actual.p, expected.p, SUMMED);
  compareInterval(tally, `${where} ci_diff`, actual.interval, expected.ci_diff);
}

/** First half of the rows under one score, second half under another. */
function compareUnpaired(tally: Tally, table: Table, expected: Values): void {
  const half = Math.floor(table.rows / 2);
  const labels = table.column('label');
  const nameOf = (text: Json | undefined): string => String(text).split(', ')[1] ?? 'score_b';
  const a = table.column(nameOf(expected.rows_a));
  const b = table.column(nameOf(expected.rows_b));
  const first = areaUnderCurve(scoredRows(a.slice(0, half), labels.slice(0, half)));
  const second = areaUnderCurve(scoredRows(b.slice(half), labels.slice(half)));
  const actual = unpairedDifference(first, second);
  tally.number('unpaired auc_a', first.auc, expected.auc_a, EXACT);
  tally.number('unpaired auc_b', second.auc, expected.auc_b, EXACT);
  tally.number('unpaired D', actual.statistic, expected.D, SUMMED);
  tally.number('unpaired df', actual.degreesOfFreedom, expected.df, SUMMED);
  tally.number('unpaired p', actual.p, expected.p, SUMMED);
}

function compareBootstrap(tally: Tally, folder: ReferenceFolder, expected: Reference['bootstrap']): void {
  const rows = labelled(folder.table(expected.data), expected.score);
  const resamples = folder.numbers(expected.indices.split(' ')[0]!).map((indices) => {
    const scores = Float64Array.from(indices, (i) => rows.scores[i - 1]);
    const labels = Uint8Array.from(indices, (i) => rows.labels[i - 1]);
    const measures = confusionMeasures(confusionAt(scores, labels, Number(expected.at_cutoff)));
    return { auc: areaUnderCurve(scoredRows(scores, labels)).auc, measures };
  });
  const auc = Float64Array.from(resamples, (r) => r.auc);
  tally.numbers('bootstrap auc', auc, expected.auc, EXACT);
  const interval = (values: Float64Array, name: string): void =>
    compareInterval(tally, `bootstrap ${name}`, percentileInterval(values), expected[name]);
  interval(auc, 'auc_percentile_ci');
  const of = (key: 'sensitivity' | 'specificity' | 'positivePredictiveValue' | 'negativePredictiveValue' | 'accuracy') =>
    Float64Array.from(resamples, ({ measures }) => measures[key].estimate);
  interval(of('sensitivity'), 'sens_ci');
  interval(of('specificity'), 'spec_ci');
  interval(of('positivePredictiveValue'), 'ppv_ci');
  interval(of('negativePredictiveValue'), 'npv_ci');
  interval(of('accuracy'), 'acc_ci');
}
