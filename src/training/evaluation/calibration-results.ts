/** Calibration and reclassification of a split in the words of the results. */
import { normalQuantile } from '../distributions.ts';
import type { ValidationResults } from '../validation-results.ts';
import { SMALLEST_CLASS } from './area-results.ts';
import { calibrationOf } from './calibration.ts';
import { calibrationBins, hosmerLemeshow } from './calibration-groups.ts';
import { proportion } from './confusion.ts';
import { lowess, smoothAt } from './lowess.ts';
import { categoricalReclassification, continuousReclassification, type Improvement } from './reclassification.ts';
import { because, type Estimate, isComputed, type SplitName } from './results-parts.ts';
import { inWords } from './split-results.ts';
import type { ValidationRow } from './validation-rows.ts';

type Calibration = ValidationResults['calibration'][number];
type Reclassification = Extract<ValidationResults['reclassification'], readonly unknown[]>[number];

const GRID = 60;
const Z = normalQuantile(0.975);

const around = (value: number, error: number): Estimate => ({ value, lower: value - Z * error, upper: value + Z * error });

export function calibrationResult(split: SplitName, rows: readonly ValidationRow[], fitted: boolean): Calibration {
  const labels = Uint8Array.from(rows, (row) => row.label);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(positives, labels.length - positives) < SMALLEST_CLASS) {
    return { split, result: because(`fewer than ${SMALLEST_CLASS} lesions in a class`) };
  }
  const probabilities = Float64Array.from(rows, (row) => row.probability);
  if (new Set(probabilities).size === 1) return { split, result: because('all lesions have the same probability') };
  const c = calibrationOf(probabilities, labels);
  if (!c.recalibration.converged) return { split, result: because('the probabilities separate the classes: no slope exists') };
  const bins = calibrationBins(probabilities, labels);
  const groups = hosmerLemeshow(probabilities, labels, Math.min(10, Math.max(4, Math.floor(labels.length / 15))));
  const test = fitted ? groups.fitted : groups.external;
  return {
    split,
    result: {
      brier: c.brier,
      brierScaled: c.brierScaled,
      logLoss: c.logLoss,
      slope: around(c.recalibration.slope, c.recalibration.slopeError),
      intercept: around(c.recalibration.intercept, c.recalibration.interceptError),
      inTheLarge: around(c.inTheLarge.intercept, c.inTheLarge.interceptError),
      observedToExpected: c.observedToExpected,
      expectedError: bins.expectedError,
      smoothMean: c.smoothError.mean,
      smoothMaximum: c.smoothError.maximum,
      hosmerLemeshow: Number.isFinite(test.p)
        ? { chiSquare: groups.chiSquare, ...test }
        : because('a group without expected events or non-events'),
      curve: smoothCurve(probabilities, labels),
      bins: groups.sizes.flatMap((size, g) => {
        const observed = inWords(proportion(groups.observed[g], size), 'empty');
        return isComputed(observed) ? [{ meanPredicted: groups.expected[g] / size, observed }] : [];
      }),
    },
  };
}

function smoothCurve(probabilities: Float64Array, labels: Uint8Array) {
  const curve = lowess(probabilities, labels);
  const [first, last] = [curve.x[0], curve.x[curve.x.length - 1]];
  const predicted = Array.from({ length: GRID + 1 }, (_, i) => Math.min(first + ((last - first) * i) / GRID, last));
  return { predicted, observed: predicted.map((p) => smoothAt(curve, p)) };
}

/** Undefined where a lesion has no probability of the other model, or a class has too few lesions. */
export function reclassificationOf(
  split: SplitName,
  rows: readonly ValidationRow[],
  against: string,
  cutOff: number,
): Reclassification | undefined {
  const labels = Uint8Array.from(rows, (row) => row.label);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(positives, labels.length - positives) < SMALLEST_CLASS) return undefined;
  if (rows.some((row) => row.others[against] === undefined)) return undefined;
  const old = Float64Array.from(rows, (row) => row.others[against]);
  const renewed = Float64Array.from(rows, (row) => row.probability);
  const { nri, nriEvents, nriNonEvents, idi } = continuousReclassification(old, renewed, labels);
  const categorical = categoricalReclassification(old, renewed, labels, [cutOff]);
  const inResults = ({ estimate, standardError, p }: Omit<Improvement, 'z'>) => ({
    ...around(estimate, standardError),
    p: Number.isNaN(p) ? 1 : p,
  });
  return {
    split,
    against,
    nri: inResults(nri),
    nriEvents: inResults(nriEvents),
    nriNonEvents: inResults(nriNonEvents),
    idi: inResults(idi),
    categorical: inResults({ estimate: categorical.nri, standardError: categorical.standardError, p: categorical.p }),
  };
}
