/**
 * Minimises -loglik / n + lambda (alpha |b|_1 + (1 - alpha) |b|^2 / 2) over the intercept and coefficients b of centred
 * columns: Newton steps on the columns with b != 0, whose sign is fixed, and KKT checks on the others. Coordinate descent
 * needs thousands of sweeps for eight digits where columns correlate; this needs about three solves for each lambda.
 * The Cholesky factor is kept across steps and lambdas and built anew only where it saves more steps than it costs: secant-pairs.ts
 * makes good for what changed since, which takes a third of the steps away.
 */
import { addColumns, dotColumns } from './dot-products.ts';
import { growingCholesky } from './growing-cholesky.ts';
import { logisticLoss } from './logistic-loss.ts';
import type { Problem, Solver } from './penalised-problem.ts';
import { secantPairs } from './secant-pairs.ts';

const STEP_LIMIT = 400;
/** Steps that a new factor costs, by active column. 0.1 to 0.3 are equally fast. */
const FACTOR_COST = 0.2;
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
  const pairs = secantPairs();
  const [eta, probability, residual, weights, weighted] = Array.from({ length: 5 }, () => new Float64Array(n));
  const row = new Float64Array(columns.length + 1);
  const right = new Float64Array(columns.length + 1);
  let moves = new Float64Array(columns.length);
  let loss = 0;
  let ridge = 0;

  const append = (j: number): boolean => {
    const column = columns[j];
    for (let i = 0; i < n; i++) weighted[i] = weights[i] * column[i];
    const size = factor.size;
    dotColumns(weighted, columns, active, size, n, row);
    let diagonal = 0;
    for (let i = 0; i < n; i++) diagonal += weighted[i] * column[i];
    active[size] = j;
    inActive[j] = 1;
    return factor.append(row, diagonal / n + ridge * penaltyFactors[j]);
  };
  const factorise = (weightOf: (p: number) => number): void => {
    for (let i = 0; i < n; i++) weights[i] = weightOf(probability[i]);
    factor.clear();
    pairs.clear();
    for (const j of [...active]) append(j);
  };
  const deactivate = (position: number): void => {
    const j = active[position];
    coefficients[j] = 0;
    inActive[j] = 0;
    active.splice(position, 1);
    factor.remove(position);
    pairs.clear();
  };
  const setGradient = (which: readonly number[]): void => {
    dotColumns(residual, columns, which, which.length, n, right);
    which.forEach((j, k) => {
      gradient[j] = right[k];
    });
  };
  const valueAt = (lambda: number): number => {
    let penalty = 0;
    for (const j of active) {
      const b = coefficients[j];
      penalty += penaltyFactors[j] * (alpha * Math.abs(b) + ((1 - alpha) / 2) * b * b);
    }
    return loss / n + lambda * penalty;
  };
  /** Step on the active columns; one whose sign would change stops at 0 and leaves. Returns the largest change. */
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
      pairs.direction(delta, active, factor.solve);
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
    moves = new Float64Array(columns.length);
    moved.forEach((j, k) => {
      moves[j] = right[k] = coefficients[j] - before[k];
      largest = Math.max(largest, Math.abs(right[k]));
    });
    addColumns(eta, columns, moved, moved.length, right);
    return largest;
  };
  const learn = (before: Float64Array): void => {
    const falls = new Float64Array(columns.length);
    for (const j of active) falls[j] = before[j] - gradient[j] + ridge * penaltyFactors[j] * moves[j];
    pairs.add(moves, falls, active);
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
    if (violators.length > 0) pairs.clear();
    const added = oneOnly && worst >= 0 ? [worst] : violators;
    for (const j of added) {
      sign[j] = penaltyFactors[j] === 0 ? 0 : Math.sign(gradient[j]);
      // Beside the columns that it is made of, its coefficient would drift: it waits for them to settle.
      if (!append(j) && !oneOnly) deactivate(active.length - 1);
    }
    return added.length;
  };

  const evaluate = (which: readonly number[]): void => {
    loss = logisticLoss(eta, outcome, probability, residual);
    setGradient(which);
  };

  active.push(...all.filter((j) => penaltyFactors[j] === 0).toReversed());
  for (const j of active) inActive[j] = 1;
  evaluate(all);
  factorise((p) => p * (1 - p));
  return {
    coefficients,
    gradient,
    active,
    get deviance() {
      return 2 * loss;
    },
    solve(lambda, tolerance, candidates) {
      const slack = 0.1 * tolerance;
      const watched = [...active, ...candidates.filter((j) => inActive[j] === 0)];
      if (ridge !== lambda * (1 - alpha)) {
        ridge = lambda * (1 - alpha);
        factorise((p) => p * (1 - p));
      }
      let objective = valueAt(lambda);
      let previous = 0;
      let added = 0;
      let isBounded = false;
      for (let count = 0; count < STEP_LIMIT; count++) {
        const size = active.length;
        const largest = step(lambda);
        const stays = active.length === size;
        const isLast = stays && largest <= tolerance;
        const before = gradient.slice();
        const which = isLast ? all : watched;
        evaluate(which);
        // Among columns that depend on one another, pairs may lead in circles too.
        if (stays && count <= CAREFUL_FROM) learn(before);
        else pairs.clear();
        const value = valueAt(lambda);
        // Past a minimum: p (1 - p) <= 1 / 4 bounds the curvature everywhere, so the next step cannot go up.
        const wentUp = value > objective + 1e-11 * (1 + Math.abs(objective));
        const ahead = largest < previous ? Math.log(tolerance / largest) / Math.log(largest / previous) : Infinity;
        const isSlow = stays && added === 0 && previous > 0 && ahead > 2 + FACTOR_COST * active.length;
        const isRenewed = wentUp || isBounded || (isSlow && !isLast);
        if (isRenewed) factorise(wentUp ? () => 0.25 : (p) => p * (1 - p));
        [objective, isBounded] = [value, wentUp];
        added = addViolators(which, lambda, slack, count > CAREFUL_FROM);
        if (isLast && added === 0 && !wentUp) return true;
        previous = isRenewed || added > 0 ? 0 : largest;
        if (isLast) for (const j of active) if (!watched.includes(j)) watched.push(j);
      }
      return false;
    },
  };
}
