/**
 * The empirical ROC curve in pROC's order: thresholds ascending from -Infinity to +Infinity, each half-way between two
 * neighbouring observed scores, "positive" meaning a score above it. Cut-offs that are used are observed scores.
 */
import type { ScoredRows } from './scored-rows.ts';

export interface RocCurve {
  readonly thresholds: Float64Array;
  readonly sensitivity: Float64Array;
  readonly specificity: Float64Array;
  /** Distinct scores, ascending: `observed[i]` lies between thresholds i and i + 1. */
  readonly observed: Float64Array;
}

export function rocCurve({ scores, labels, positives, negatives }: ScoredRows): RocCurve {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  const observed: number[] = [];
  const sensitivity: number[] = [1];
  const specificity: number[] = [0];
  let [missed, rejected] = [0, 0];
  for (let i = 0; i < order.length; i++) {
    const score = scores[order[i]];
    if (labels[order[i]] === 1) missed++;
    else rejected++;
    if (i + 1 < order.length && scores[order[i + 1]] === score) continue;
    observed.push(score);
    sensitivity.push((positives - missed) / positives);
    specificity.push(rejected / negatives);
  }
  const between = observed.slice(1).map((score, i) => (score + observed[i]) / 2);
  return {
    thresholds: Float64Array.from([Number.NEGATIVE_INFINITY, ...between, Number.POSITIVE_INFINITY]),
    sensitivity: Float64Array.from(sensitivity),
    specificity: Float64Array.from(specificity),
    observed: Float64Array.from(observed),
  };
}

export interface YoudenCutOff {
  /** Largest sensitivity + specificity - 1. */
  readonly youden: number;
  /** Lowest observed score that attains it; positive means score >= cutOff. */
  readonly cutOff: number;
  /** All observed scores that attain it, ascending. */
  readonly tied: readonly number[];
}

export function youdenCutOff(curve: RocCurve): YoudenCutOff {
  const youdens = Array.from(curve.observed, (_, i) => curve.sensitivity[i] + curve.specificity[i] - 1);
  const youden = Math.max(...youdens);
  // Sums of fractions: equal within rounding is equal.
  const tied = Array.from(curve.observed).filter((_, i) => youdens[i] >= youden - 1e-12);
  return { youden, cutOff: tied[0], tied };
}

/** Highest observed score with at least the wanted sensitivity. */
export function cutOffForSensitivity(curve: RocCurve, sensitivity: number): number {
  let at = 0;
  while (at + 1 < curve.observed.length && curve.sensitivity[at + 1] >= sensitivity - 1e-12) at++;
  return curve.observed[at];
}

/** Largest sensitivity of a cut-off with at least this specificity. */
export function sensitivityAt(curve: RocCurve, specificity: number): number {
  return curve.sensitivity[curve.specificity.findIndex((value) => value >= specificity - 1e-12)];
}

/** Linear between the points of the curve. */
function interpolatedSensitivity(curve: RocCurve, specificity: number): number {
  const at = curve.specificity.findIndex((value) => value >= specificity - 1e-12);
  const [low, high] = [curve.specificity[at - 1] ?? 0, curve.specificity[at]];
  if (at <= 0 || Math.abs(high - specificity) <= 1e-12) return curve.sensitivity[Math.max(at, 0)];
  const share = (specificity - low) / (high - low);
  return (1 - share) * curve.sensitivity[at - 1] + share * curve.sensitivity[at];
}

/** Area over the specificities from 1 down to `specificity`, and McClish's correction (0.5 by chance, 1 at best). */
export function partialArea(curve: RocCurve, specificity: number): { readonly area: number; readonly corrected: number } {
  let area = 0;
  let [lastX, lastY] = [specificity, interpolatedSensitivity(curve, specificity)];
  for (let i = 0; i < curve.specificity.length; i++) {
    if (curve.specificity[i] < specificity) continue;
    area += ((curve.specificity[i] - lastX) * (lastY + curve.sensitivity[i])) / 2;
    [lastX, lastY] = [curve.specificity[i], curve.sensitivity[i]];
  }
  const width = 1 - specificity;
  const chance = width ** 2 / 2;
  return { area, corrected: (1 + (area - chance) / (width - chance)) / 2 };
}
