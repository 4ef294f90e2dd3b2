/**
 * How far predicted probabilities can be trusted as probabilities: Brier score, log loss, logit recalibration
 * (Cox 1958), calibration in the large and the quantities of Harrell's val.prob.
 */
import { chiSquaredUpper, normalTwoSided } from '../distributions.ts';
import { areaUnderCurve } from './delong.ts';
import { lowess, smoothAt } from './lowess.ts';
import { quantile } from './quantile.ts';
import { fitIntercept, fitScoreLogistic, logLikelihoodOf, type ScoreLogistic } from './score-logistic.ts';
import { type ScoredRows, scoredRows } from './scored-rows.ts';

export interface Calibration {
  readonly brier: number;
  /** 1 - Brier / Brier of the prevalence. */
  readonly brierScaled: number;
  readonly logLoss: number;
  /** logit P(y) = intercept + slope logit p; 0 and 1 are ideal. */
  readonly recalibration: ScoreLogistic;
  /** Intercept with the slope held at 1; 0 is ideal, above 0 means predicted too low. */
  readonly inTheLarge: ScoreLogistic;
  /** Observed over expected events. */
  readonly observedToExpected: number;
  /** Nagelkerke's R2 of the probabilities as they are; below 0 where they are worse than the prevalence. */
  readonly r2: number;
  /** Discrimination, unreliability (with its 2 df test) and quality indexes, D - U. */
  readonly discrimination: { readonly index: number; readonly chiSquare: number };
  readonly unreliability: { readonly index: number; readonly chiSquare: number; readonly p: number };
  readonly quality: number;
  readonly area: number;
  /** |p - lowess| : maximum, 90th percentile and mean (integrated calibration index). */
  readonly smoothError: { readonly maximum: number; readonly percentile90: number; readonly mean: number };
  readonly spiegelhalter: { readonly z: number; readonly p: number };
}

/** Log odds; probabilities of 0 and 1 are moved to 1e-12 from them, which every logit needs. */
export function logit(p: number): number {
  const inside = Math.min(Math.max(p, 1e-12), 1 - 1e-12);
  return Math.log(inside / (1 - inside));
}

/** Throws RangeError as `scoredRows` does, and when a probability is outside [0, 1]. */
export function calibrationOf(probabilities: Float64Array, labels: ArrayLike<number>): Calibration {
  const rows = scoredRows(probabilities, labels);
  if (probabilities.some((p) => p < 0 || p > 1)) throw new RangeError('a probability lies outside 0 to 1');
  const n = probabilities.length;
  const prevalence = rows.positives / n;
  const logits = probabilities.map(logit);
  const recalibration = fitScoreLogistic(logits, rows.labels);
  const brier = probabilities.reduce((sum, p, i) => sum + (p - rows.labels[i]) ** 2, 0) / n;
  const logLikelihood = logLikelihoodOf(logits, rows.labels, 0, 1);
  const nullLikelihood = n * (prevalence * Math.log(prevalence) + (1 - prevalence) * Math.log1p(-prevalence));
  // Of the probabilities as they are, not of the recalibrated ones, as val.prob has it since rms 6.
  const modelChiSquare = 2 * (logLikelihood - nullLikelihood);
  const unreliabilityChiSquare = 2 * (recalibration.logLikelihood - logLikelihood);
  const discrimination = { index: (modelChiSquare - 1) / n, chiSquare: modelChiSquare };
  const unreliability = {
    index: (unreliabilityChiSquare - 2) / n,
    chiSquare: unreliabilityChiSquare,
    p: chiSquaredUpper(Math.max(0, unreliabilityChiSquare), 2),
  };
  return {
    brier,
    brierScaled: 1 - brier / (prevalence * (1 - prevalence)),
    logLoss: -logLikelihood / n,
    recalibration,
    inTheLarge: fitIntercept(logits, rows.labels),
    observedToExpected: rows.positives / probabilities.reduce((sum, p) => sum + p, 0),
    r2: (1 - Math.exp(-modelChiSquare / n)) / (1 - Math.exp((2 * nullLikelihood) / n)),
    discrimination,
    unreliability,
    quality: discrimination.index - unreliability.index,
    area: areaUnderCurve(rows).auc,
    smoothError: smoothErrorOf(rows),
    spiegelhalter: spiegelhalterOf(rows),
  };
}

function smoothErrorOf({ scores, labels }: ScoredRows): Calibration['smoothError'] {
  const curve = lowess(scores, labels);
  const errors = scores.map((p) => Math.abs(p - smoothAt(curve, p))).sort();
  return {
    maximum: errors[errors.length - 1],
    percentile90: quantile(errors, 0.9),
    mean: errors.reduce((sum, e) => sum + e, 0) / errors.length,
  };
}

/** Spiegelhalter 1986: whether the Brier score is what the probabilities themselves promise. */
function spiegelhalterOf({ scores, labels }: ScoredRows): Calibration['spiegelhalter'] {
  let [top, square] = [0, 0];
  scores.forEach((p, i) => {
    top += (labels[i] - p) * (1 - 2 * p);
    square += (1 - 2 * p) ** 2 * p * (1 - p);
  });
  const z = top / Math.sqrt(square);
  return { z, p: normalTwoSided(z) };
}
