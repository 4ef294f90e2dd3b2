import { calibrationOf } from '../../../src/training/evaluation/calibration.ts';
import { calibrationBins, type HosmerLemeshow, hosmerLemeshow } from '../../../src/training/evaluation/calibration-groups.ts';
import { decisionCurve } from '../../../src/training/evaluation/decision-curve.ts';
import { areaUnderCurve } from '../../../src/training/evaluation/delong.ts';
import { loessAt } from '../../../src/training/evaluation/loess.ts';
import { lowess } from '../../../src/training/evaluation/lowess.ts';
import { categoricalReclassification, continuousReclassification } from '../../../src/training/evaluation/reclassification.ts';
import { scoredRows } from '../../../src/training/evaluation/scored-rows.ts';
import type { Json, Table } from './reference-folder.ts';
import type { Comparison, Tally, Tolerance } from './tally.ts';

type Values = Readonly<Record<string, Json>>;

interface Reference {
  readonly cases: readonly { readonly id: string; readonly data: string; readonly prob: string; readonly expected: Values }[];
  readonly decision_curve: { readonly data: string; readonly curves: readonly (Values & { readonly prob: string })[] };
  readonly reclassification: {
    readonly data: string;
    readonly old: string;
    readonly new: string;
    readonly improveProb: Values;
    readonly categorical: readonly (Values & { readonly cuts: readonly number[] })[];
  };
}

/** Means of a few hundred numbers. */
const EXACT = { relative: 1e-12, absolute: 1e-14 };
/** glm stops where the deviance moves by less than 1e-14 of itself: its coefficients have about nine digits. */
const FITTED = { relative: 1e-8, absolute: 1e-10 };
/** glm takes standard errors from the weights before its last step, which its stopping rule leaves 1e-7 away. */
const LAST_WEIGHTS = { relative: 1e-7 };
/** val.prob fits with lrm, which stops early: its own intercept is 2e-13 to 3e-11 and its slope 2e-10 away from glm's. */
const LRM = { relative: 1e-8, absolute: 1e-8 };

export const compare: Comparison = (folder, topic, tally) => {
  const { cases, decision_curve, reclassification } = folder.cases<Reference>(topic);
  for (const { id, data, prob, expected } of cases) compareCalibration(tally, id, folder.table(data), prob, expected);
  for (const curve of decision_curve.curves) compareCurve(tally, folder.table(decision_curve.data), curve);
  compareReclassification(tally, folder.table(reclassification.data), reclassification);
};

function compareCalibration(tally: Tally, id: string, table: Table, prob: string, expected: Values): void {
  const [p, labels] = [table.column(prob), table.column('label')];
  const actual = calibrationOf(p, labels);
  const number = (name: string, value: number, tolerance: Tolerance): void =>
    tally.number(`${id} ${name}`, value, expected[name], tolerance);
  number('brier', actual.brier, EXACT);
  number('brier_scaled', actual.brierScaled, EXACT);
  number('logloss', actual.logLoss, EXACT);
  number('intercept_joint', actual.recalibration.intercept, FITTED);
  number('slope', actual.recalibration.slope, FITTED);
  number('intercept_joint_se', actual.recalibration.interceptError, LAST_WEIGHTS);
  number('slope_se', actual.recalibration.slopeError, LAST_WEIGHTS);
  number('citl_offset', actual.inTheLarge.intercept, FITTED);
  number('citl_se', actual.inTheLarge.interceptError, LAST_WEIGHTS);
  number('oe_ratio', actual.observedToExpected, EXACT);
  // lrm counts concordant pairs of probabilities cut into steps of 0.0002.
  const coarse = areaUnderCurve(
    scoredRows(
      p.map((value) => Math.floor(5000 * value)),
      labels,
    ),
  ).auc;
  compareValProb(tally, `${id} val_prob`, actual, coarse, expected.val_prob as Values);
  compareHosmerLemeshow(
    tally,
    `${id} hosmer_lemeshow`,
    hosmerLemeshow(p, labels),
    expected.hosmer_lemeshow_quantile_type7 as Values,
  );
  compareBins(tally, `${id} bins`, calibrationBins(p, labels), expected.equal_width_bins10 as Values);
  const smooth = expected.lowess_iter0_f2_3 as { readonly x: readonly number[]; readonly y: readonly number[] };
  const curve = lowess(p, labels);
  tally.numbers(`${id} lowess x`, curve.x, smooth.x, EXACT);
  tally.numbers(`${id} lowess y`, curve.y, smooth.y, { relative: 1e-10, absolute: 1e-12 });
  const local = expected.loess_span075_deg2 as { readonly x: readonly number[]; readonly y: readonly number[] };
  tally.numbers(`${id} loess y`, loessAt(p, labels, local.x), local.y, { relative: 1e-9, absolute: 1e-10 });
}

function compareValProb(
  tally: Tally,
  where: string,
  actual: ReturnType<typeof calibrationOf>,
  coarse: number,
  expected: Values,
): void {
  const numbers: readonly (readonly [string, number])[] = [
    ['R2', actual.r2],
    ['D', actual.discrimination.index],
    ['D:Chi-sq', actual.discrimination.chiSquare],
    ['U', actual.unreliability.index],
    ['U:Chi-sq', actual.unreliability.chiSquare],
    ['U:p', actual.unreliability.p],
    ['Q', actual.quality],
    ['Brier', actual.brier],
    ['Intercept', actual.recalibration.intercept],
    ['Slope', actual.recalibration.slope],
    ['Emax', actual.smoothError.maximum],
    ['E90', actual.smoothError.percentile90],
    ['Eavg', actual.smoothError.mean],
    ['S:z', actual.spiegelhalter.z],
    ['S:p', actual.spiegelhalter.p],
    ['C (ROC)', coarse],
    ['Dxy', 2 * coarse - 1],
  ];
  for (const [name, value] of numbers) tally.number(`${where} ${name}`, value, expected[name], LRM);
}

export function compareHosmerLemeshow(
  tally: Tally,
  where: string,
  actual: HosmerLemeshow,
  expected: Values,
  probability: Tolerance = EXACT,
): void {
  tally.numbers(`${where} breaks`, actual.breaks, expected.breaks, probability);
  tally.same(`${where} n`, actual.sizes, expected.n);
  tally.same(`${where} observed`, actual.observed, expected.observed);
  tally.numbers(`${where} expected`, actual.expected, expected.expected, probability);
  tally.number(`${where} chisq`, actual.chiSquare, expected.chisq, FITTED);
  tally.number(`${where} df_g_minus_2`, actual.fitted.degreesOfFreedom, expected.df_g_minus_2, EXACT);
  tally.number(`${where} p_g_minus_2`, actual.fitted.p, expected.p_g_minus_2, FITTED);
  tally.number(`${where} df_g_external`, actual.external.degreesOfFreedom, expected.df_g_external, EXACT);
  tally.number(`${where} p_g_external`, actual.external.p, expected.p_g_external, FITTED);
}

function compareBins(tally: Tally, where: string, actual: ReturnType<typeof calibrationBins>, expected: Values): void {
  tally.same(
    `${where} bin`,
    actual.bins.map((b) => b.bin),
    expected.bin_0based,
  );
  tally.same(
    `${where} n`,
    actual.bins.map((b) => b.size),
    expected.n,
  );
  tally.numbers(
    `${where} mean_pred`,
    actual.bins.map((b) => b.meanPredicted),
    expected.mean_pred,
    EXACT,
  );
  tally.numbers(
    `${where} obs_rate`,
    actual.bins.map((b) => b.observedRate),
    expected.obs_rate,
    EXACT,
  );
  tally.number(`${where} ece`, actual.expectedError, expected.ece, EXACT);
  tally.number(`${where} mce`, actual.maximumError, expected.mce, EXACT);
}

function compareCurve(tally: Tally, table: Table, curve: Values & { readonly prob: string }): void {
  const [first = 0, second = 0, ...rest] = curve.threshold as readonly number[];
  // R's seq(from, to, by) adds multiples of `by`, up to `to`: its 0.6 is 0.6000000000000001, and a probability of 0.6 lies below it.
  const step = Number((second - first).toPrecision(12));
  const last = rest.at(-1) ?? second;
  const thresholds = Array.from({ length: rest.length + 2 }, (_, i) => Math.min(first + i * step, last));
  const actual = decisionCurve(table.column(curve.prob), table.column('label'), thresholds);
  const where = `decision curve of ${curve.prob}`;
  tally.numbers(`${where} threshold`, thresholds, curve.threshold, EXACT);
  tally.numbers(
    `${where} net_benefit`,
    actual.map((d) => d.netBenefit),
    curve.net_benefit,
    EXACT,
  );
  tally.numbers(
    `${where} treat_all`,
    actual.map((d) => d.treatAll),
    curve.treat_all,
    EXACT,
  );
  // A difference of nearly equal benefits, times 100 over the odds.
  const avoided = actual.map((d) => d.avoidedPer100);
  tally.numbers(`${where} avoided`, avoided, curve.net_intervention_avoided_per100, { relative: 1e-12, absolute: 1e-10 });
}

function compareReclassification(tally: Tally, table: Table, reference: Reference['reclassification']): void {
  const [old, renewed, labels] = [table.column(reference.old), table.column(reference.new), table.column('label')];
  const actual = continuousReclassification(old, renewed, labels);
  const { events, nonEvents, nri, nriEvents, nriNonEvents, idi } = actual;
  const numbers: Readonly<Record<string, number>> = {
    n: events.n + nonEvents.n,
    na: events.n,
    nb: nonEvents.n,
    'pup.ev': events.up,
    'pup.ne': nonEvents.up,
    'pdown.ev': events.down,
    'pdown.ne': nonEvents.down,
    nri: nri.estimate,
    'se.nri': nri.standardError,
    'z.nri': nri.z,
    'nri.ev': nriEvents.estimate,
    'se.nri.ev': nriEvents.standardError,
    'nri.ne': nriNonEvents.estimate,
    'se.nri.ne': nriNonEvents.standardError,
    improveSens: actual.sensitivityGain,
    improveSpec: actual.specificityGain,
    idi: idi.estimate,
    'se.idi': idi.standardError,
    'z.idi': idi.z,
  };
  for (const [name, value] of Object.entries(numbers))
    tally.number(`improveProb ${name}`, value, reference.improveProb[name], EXACT);
  for (const expected of reference.categorical) {
    const categorical = categoricalReclassification(old, renewed, labels, expected.cuts);
    const where = `categorical at ${expected.cuts.join(', ')}`;
    tally.number(`${where} nri`, categorical.nri, expected.nri, EXACT);
    tally.number(`${where} nri_events`, categorical.events, expected.nri_events, EXACT);
    tally.number(`${where} nri_nonevents`, categorical.nonEvents, expected.nri_nonevents, EXACT);
    tally.number(`${where} se_wald`, categorical.standardError, expected.se_wald, EXACT);
    tally.number(`${where} z`, categorical.z, expected.z_pencina_null, EXACT);
    tally.number(`${where} p`, categorical.p, expected.p_pencina, { relative: 1e-10 });
  }
}
