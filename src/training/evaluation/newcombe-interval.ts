/**
 * Newcombe's interval of an AUC (Statistics in Medicine 2006;25:559-573, method 5): the score interval with the variance of
 * Hanley & McNeil at its limits. It needs no variance of the data, so it holds at 0 and 1, where DeLong's has no width.
 */
import { normalQuantile } from '../distributions.ts';
import type { Interval } from './interval.ts';

const HALVINGS = 60;

export function newcombeInterval(auc: number, positives: number, negatives: number, level = 0.95): Interval {
  const scale = normalQuantile((1 + level) / 2) ** 2 / (positives * negatives);
  const others = (positives + negatives) / 2 - 1;
  return { lower: lowerLimit(auc, scale, others), upper: 1 - lowerLimit(1 - auc, scale, others) };
}

/** Root of (auc - t)^2 = z^2 V(t) below `auc`, by bisection. */
function lowerLimit(auc: number, scale: number, others: number): number {
  const overComplement = (t: number): number => scale * t * (1 + others * ((1 - t) / (2 - t) + t / (1 + t)));
  // At an AUC of 1 both sides hold the factor 1 - t, whose root is no limit.
  const isBelow = (t: number): boolean => (auc === 1 ? 1 - t > overComplement(t) : (auc - t) ** 2 > (1 - t) * overComplement(t));
  let [low, high] = [0, auc];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return low;
}
