/**
 * Minimises -loglik / n + lambda (alpha |b|_1 + (1 - alpha) |b|^2 / 2) over the intercept and coefficients b of centred
 * columns: Newton steps on the columns with b != 0, whose sign is fixed, and KKT checks on the others. Coordinate descent
 * needs thousands of sweeps for eight digits where columns correlate; this needs about three solves for each lambda.
 * The Cholesky factor is kept across steps and lambdas and built anew only where steps stop shrinking.
 */
import { addColumns, dotColumns } from './dot-products.ts';
import { growingCholesky } from './growing-cholesky.ts';
import { logisticLoss } from './logistic-loss.ts';

export interface Problem {
  /** Centred; with `scale` chosen by the caller. The last one is all 1: the intercept. */
  readonly columns: readonly Float64Array[];
  readonly outcome: Float64Array;
  /** Multiplies lambda, by column; 0 is not penalised. The intercept has 0; Infinity is left out. */
  readonly penaltyFactors: Float64Array;
  readonly alpha: number;
}

export interface Solver {
  /** By column, the intercept last. */
  readonly coefficients: Float64Array;
  /** Of the log-likelihood / n at the solution, by column; of the lambda solved last. */
  readonly gradient: Float64Array;
  /** -2 log-likelihood at the solution. */
  readonly deviance: number;
  /** Columns with a coefficient other than 0 and the unpenalised ones, the intercept first. */
  readonly active: readonly number[];
  /**
   * `tolerance`: largest error of a coefficient. `candidates`: columns that are looked at in each step; all are checked
   * at the end.
   * Returns false where the limit of steps is reached.
   */
  solve(lambda: number, tolerance: number, candidates: readonly number[]): boolean;
}

const STEP_LIMIT = 400;
/** A step larger than this share of the one before asks for a new factor. 0.25 to 0.6 are equally fast. */
const SHRINKAGE = 0.5;
/** From here on one column is added at a time, against circles. */
const CAREFUL_FROM = 40;

export function createSolver({ columns, outcome, penaltyFactors, alpha }: Problem): Solver {
  const n = outcome.length;
  const all = columns.flatMap((_, j) => (penaltyFactors[j] < Infinity ? [j] : []));
  const coefficients = new Float64Array(columns.length);
  const gradient = new Float64Array(columns.length);
  const sign = new Float64Array(columns.length);
  const inActive = new Uint8Array(columns.length);
  const active: number[] = [];
  const factor = growingCholesky();
  const [eta, probability, residual, weights, weighted] = Array.from({ length: 5 }, () => new Float64Array(n));
  const row = new Float64Array(columns.length + 1);
  const right = new Float64Array(columns.length + 1);
  let deviance = 0;
  let ridge = 0;
  /** -0.5 log-likelihood scale of what is minimised: to see that a step went down. */
  let objective = Infinity;

  const append = (j: number): void => {
    const column = columns[j];
    for (let i = 0; i < n; i++) weighted[i] = weights[i] * column[i];
    const size = factor.size;
    dotColumns(weighted, columns, active, size, n, row);
    let diagonal = 0;
    for (let i = 0; i < n; i++) diagonal += weighted[i] * column[i];
    factor.append(row, diagonal / n + ridge * penaltyFactors[j]);
    active[size] = j;
    inActive[j] = 1;
  };
  const factorise = (weightOf: (p: number) => number): void => {
    for (let i = 0; i < n; i++) weights[i] = weightOf(probability[i]);
    factor.clear();
    for (const j of [...active]) append(j);
  };
  const deactivate = (position: number): void => {
    const j = active[position];
    coefficients[j] = 0;
    inActive[j] = 0;
    active.splice(position, 1);
    factor.remove(position);
  };
  const setGradient = (which: readonly number[]): void => {
    dotColumns(residual, columns, which, which.length, n, right);
    which.forEach((j, k) => {
      gradient[j] = right[k];
    });
  };
  const evaluate = (lambda: number): number => {
    const loss = logisticLoss(eta, outcome, probability, residual);
    deviance = 2 * loss;
    let penalty = 0;
    for (const j of active) {
      const b = coefficients[j];
      penalty += penaltyFactors[j] * (alpha * Math.abs(b) + ((1 - alpha) / 2) * b * b);
    }
    return loss / n + lambda * penalty;
  };
  /** Newton step on the active columns; one whose sign would change stops at 0 and leaves. Returns the largest change. */
  const step = (lambda: number): number => {
    const moved = [...active];
    const before = moved.map((j) => coefficients[j]);
    active.forEach((j, k) => {
      right[k] = gradient[j] - lambda * penaltyFactors[j] * (alpha * sign[j] + (1 - alpha) * coefficients[j]);
    });
    const delta = new Float64Array(active.length);
    for (;;) {
      const size = active.length;
      delta.set(right.subarray(0, size));
      factor.solve(delta);
      let [share, leaving] = [1, -1];
      for (let k = 0; k < size; k++) {
        const j = active[k];
        if (sign[j] === 0 || (coefficients[j] + delta[k]) * sign[j] > 0) continue;
        const crossing = coefficients[j] === 0 ? 0 : -coefficients[j] / delta[k];
        if (crossing < share) [share, leaving] = [crossing, k];
      }
      for (let k = 0; k < size; k++) coefficients[active[k]] += share * delta[k];
      if (leaving < 0) break;
      deactivate(leaving);
      // What is left of the quadratic's gradient after part of the step.
      right.copyWithin(leaving, leaving + 1, size);
      for (let k = 0; k < size - 1; k++) right[k] *= 1 - share;
    }
    let largest = 0;
    moved.forEach((j, k) => {
      right[k] = coefficients[j] - before[k];
      largest = Math.max(largest, Math.abs(right[k]));
    });
    addColumns(eta, columns, moved, moved.length, right);
    return largest;
  };
  const addViolators = (which: readonly number[], lambda: number, slack: number, oneOnly: boolean): number => {
    let worst = -1;
    let excess = 0;
    const violators: number[] = [];
    for (const j of which) {
      if (inActive[j] === 1) continue;
      const beyond = Math.abs(gradient[j]) - lambda * alpha * penaltyFactors[j];
      if (!(beyond > slack)) continue;
      violators.push(j);
      if (beyond > excess) [excess, worst] = [beyond, j];
    }
    const added = oneOnly && worst >= 0 ? [worst] : violators;
    for (const j of added) {
      sign[j] = penaltyFactors[j] === 0 ? 0 : Math.sign(gradient[j]);
      append(j);
    }
    return added.length;
  };

  active.push(...all.filter((j) => penaltyFactors[j] === 0).toReversed());
  for (const j of active) inActive[j] = 1;
  evaluate(0);
  factorise((p) => p * (1 - p));
  return {
    coefficients,
    gradient,
    active,
    get deviance() {
      return deviance;
    },
    solve(lambda, tolerance, candidates) {
      const slack = 0.1 * tolerance;
      const watched = [...active, ...candidates.filter((j) => inActive[j] === 0)];
      objective = Infinity;
      let previous = 0;
      let refresh = ridge !== lambda * (1 - alpha);
      ridge = lambda * (1 - alpha);
      for (let count = 0; count < STEP_LIMIT; count++) {
        const size = active.length;
        const value = evaluate(lambda);
        // Past a minimum: p (1 - p) <= 1 / 4 bounds the curvature everywhere, so the next step cannot go up.
        const wentUp = value > objective + 1e-11 * (1 + Math.abs(objective));
        objective = value;
        if (wentUp) factorise(() => 0.25);
        else if (refresh) factorise((p) => p * (1 - p));
        setGradient(count === 0 ? active : watched);
        const added = count === 0 ? 0 : addViolators(watched, lambda, slack, count > CAREFUL_FROM);
        const largest = step(lambda);
        const sameSet = added === 0 && active.length === size;
        refresh = wentUp || (sameSet && previous > 0 && largest > SHRINKAGE * previous);
        previous = sameSet || added === 0 ? largest : 0;
        if (!sameSet || wentUp || largest > tolerance || count === 0) continue;
        evaluate(lambda);
        setGradient(all);
        if (addViolators(all, lambda, slack, count > CAREFUL_FROM) === 0) return true;
        for (const j of active) if (!watched.includes(j)) watched.push(j);
        objective = Infinity;
        previous = 0;
      }
      return false;
    },
  };
}
