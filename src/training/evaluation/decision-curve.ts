/**
 * Decision curve (Vickers & Elkin 2006): net benefit of treating where p >= threshold against treating all and none.
 * It says what a decision at that threshold would be worth; it does not say that any decision should be taken.
 */
export interface DecisionPoint {
  readonly threshold: number;
  readonly netBenefit: number;
  readonly treatAll: number;
  /** Interventions avoided per 100 patients at equal benefit, against treating all. */
  readonly avoidedPer100: number;
}

/** Thresholds lie strictly between 0 and 1. */
export function decisionCurve(
  probabilities: Float64Array,
  labels: ArrayLike<number>,
  thresholds: readonly number[],
): readonly DecisionPoint[] {
  const n = probabilities.length;
  const prevalence = Array.from(labels).reduce((sum, label) => sum + label, 0) / n;
  return thresholds.map((threshold) => {
    let [hits, alarms] = [0, 0];
    probabilities.forEach((p, i) => {
      if (p < threshold) return;
      if (labels[i] === 1) hits++;
      else alarms++;
    });
    const odds = threshold / (1 - threshold);
    const netBenefit = hits / n - (alarms / n) * odds;
    const treatAll = prevalence - (1 - prevalence) * odds;
    return { threshold, netBenefit, treatAll, avoidedPer100: (100 * (netBenefit - treatAll)) / odds };
  });
}
