/**
 * Platt scaling: P = 1 / (1 + exp(a s + b)) fitted to smoothed targets, (n1 + 1) / (n1 + 2) and 1 / (n0 + 2), at the
 * optimum (Lin, Lin & Weng 2007), so that a few rows cannot give probabilities of 0 or 1.
 */
import { fitScoreLogistic } from './score-logistic.ts';

export interface PlattModel {
  /** Negative where a higher score means a higher probability. */
  readonly a: number;
  readonly b: number;
}

export function fitPlatt(scores: Float64Array, labels: ArrayLike<number>): PlattModel {
  const positives = Array.from(labels).reduce((sum, label) => sum + label, 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (labels.length - positives + 2);
  const targets = Float64Array.from(labels, (label) => (label === 1 ? high : low));
  const { intercept, slope } = fitScoreLogistic(scores, targets);
  return { a: -slope, b: -intercept };
}

export const applyPlatt = ({ a, b }: PlattModel, score: number): number => 1 / (1 + Math.exp(a * score + b));
