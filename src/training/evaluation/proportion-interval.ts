/** Two-sided intervals of a proportion: Wilson's score interval and Clopper & Pearson's exact interval. */
import { betaQuantile, normalQuantile } from '../distributions.ts';
import type { Interval } from './interval.ts';

/** `successes` of `trials` (at least 1). The limits are exactly 0 or 1 where no or every trial succeeds. */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const centre = (successes + z2 / 2) / (trials + z2);
  const half = Math.sqrt(z2 * ((successes * (trials - successes)) / trials + z2 / 4)) / (trials + z2);
  return { lower: successes === 0 ? 0 : centre - half, upper: successes === trials ? 1 : centre + half };
}

export function clopperPearsonInterval(successes: number, trials: number, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    upper: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}
