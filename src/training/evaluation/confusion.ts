/** The two-by-two table at a cut-off (positive: score >= cut-off) and the measures that follow from it. */
import type { Interval } from './interval.ts';
import { clopperPearsonInterval, wilsonInterval } from './proportion-interval.ts';

export interface ConfusionTable {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  /** NaN without trials, as are the limits. */
  readonly estimate: number;
  readonly wilson: Interval;
  readonly clopperPearson: Interval;
}

export interface ConfusionMeasures {
  readonly sensitivity: Proportion;
  readonly specificity: Proportion;
  readonly positivePredictiveValue: Proportion;
  readonly negativePredictiveValue: Proportion;
  readonly accuracy: Proportion;
  readonly youden: number;
  readonly f1: number;
  readonly matthews: number;
  readonly balancedAccuracy: number;
  readonly positiveLikelihoodRatio: number;
  readonly negativeLikelihoodRatio: number;
  readonly kappa: number;
}

export function confusionAt(scores: ArrayLike<number>, labels: ArrayLike<number>, cutOff: number): ConfusionTable {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) counts[2 * labels[i] + Number(scores[i] >= cutOff)]++;
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

const NOTHING: Interval = { lower: Number.NaN, upper: Number.NaN };

export function proportion(successes: number, trials: number): Proportion {
  if (trials === 0) return { successes, trials, estimate: Number.NaN, wilson: NOTHING, clopperPearson: NOTHING };
  return {
    successes,
    trials,
    estimate: successes / trials,
    wilson: wilsonInterval(successes, trials),
    clopperPearson: clopperPearsonInterval(successes, trials),
  };
}

/** Measures without a denominator are NaN or Infinity, as arithmetic gives them. */
export function confusionMeasures(table: ConfusionTable): ConfusionMeasures {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = table;
  const total = tp + fp + tn + fn;
  const sensitivity = proportion(tp, tp + fn);
  const specificity = proportion(tn, tn + fp);
  const accuracy = proportion(tp + tn, total);
  const chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / total ** 2;
  return {
    sensitivity,
    specificity,
    positivePredictiveValue: proportion(tp, tp + fp),
    negativePredictiveValue: proportion(tn, tn + fn),
    accuracy,
    youden: sensitivity.estimate + specificity.estimate - 1,
    f1: (2 * tp) / (2 * tp + fp + fn),
    matthews: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
    balancedAccuracy: (sensitivity.estimate + specificity.estimate) / 2,
    positiveLikelihoodRatio: sensitivity.estimate / (1 - specificity.estimate),
    negativeLikelihoodRatio: (1 - sensitivity.estimate) / specificity.estimate,
    kappa: (accuracy.estimate - chance) / (1 - chance),
  };
}
