/**
 * Logistic regression with the elastic-net penalty along a falling sequence of lambdas (Friedman 2010), as glmnet has it:
 * columns scaled by their sd with 1 / n, the same lambdas, penalty factors and early stop; coefficients on the original
 * scale. Each solution is exact to `tolerance`; glmnet's default is up to 3e-2 away on 383 x 480.
 */
import { createSolver } from './active-set-solver.ts';
import { type Design, designOf } from './design.ts';
import { dotRange } from './dot-products.ts';
import type { Problem } from './penalised-problem.ts';

export interface LassoSettings {
  /** 1 is the LASSO, 0 would be ridge regression; default 1. At least 0.001. */
  readonly alpha?: number;
  readonly standardize?: boolean;
  /** Multiplies lambda, by column; 0 is not penalised. They are scaled to sum to the number of columns. */
  readonly penaltyFactors?: readonly number[];
  /** Default 100. */
  readonly lambdaCount?: number;
  /** Smallest lambda / largest; default 0.01 with fewer rows than columns, else 0.0001. */
  readonly lambdaMinRatio?: number;
  /** Descending; instead of the computed sequence, and without early stop. */
  readonly lambdas?: ArrayLike<number>;
  /** Largest error of a standardised coefficient; default 1e-9. */
  readonly tolerance?: number;
}

export interface LassoPath {
  readonly lambdas: Float64Array;
  readonly intercepts: Float64Array;
  /** By lambda, then by column; original scale. */
  readonly coefficients: readonly Float64Array[];
  /** Coefficients other than 0, by lambda. */
  readonly df: readonly number[];
  /** Share of the null deviance that is explained, by lambda. */
  readonly devianceRatios: readonly number[];
  readonly nullDeviance: number;
  /** Lambdas at which the limit of steps was reached before the tolerance; empty in all but degenerate data. */
  readonly unfinished: readonly number[];
}

const DEFAULT_TOLERANCE = 1e-9;
/** glmnet.control: fdev, devmax and mnlam. */
const SMALLEST_GAIN = 1e-5;
const LARGEST_RATIO = 0.999;
const FEWEST_LAMBDAS = 5;

/** `outcome` holds 0 and 1. Throws RangeError where one of them is missing or a number is not finite. */
export function lassoPath(columns: readonly Float64Array[], outcome: ArrayLike<number>, settings: LassoSettings = {}): LassoPath {
  const alpha = Math.max(settings.alpha ?? 1, 0.001);
  const tolerance = settings.tolerance ?? DEFAULT_TOLERANCE;
  const design = designOf(columns, settings.standardize ?? true);
  const target = outcomeOf(outcome, design.rows);
  const penaltyFactors = factorsOf(settings.penaltyFactors, design);
  const problem: Problem = { columns: design.columns, outcome: target, penaltyFactors, alpha };
  const solver = createSolver(problem);
  const free = penaltyFactors.some((factor, j) => factor === 0 && j < columns.length);
  if (free) solver.solve(Number.MAX_VALUE, tolerance, []);
  const nullDeviance = nullDevianceOf(target);
  const start = startGradient(problem, free ? solver.gradient : undefined);
  const sequence = settings.lambdas ?? lambdasOf(start, problem, settings, design);
  const isFixed = settings.lambdas !== undefined;
  const kept: { lambda: number; coefficients: Float64Array; intercept: number; df: number; ratio: number }[] = [];
  const unfinished: number[] = [];
  let [gradient, before] = [start, Infinity];
  for (const lambda of Array.from(sequence)) {
    // Sequential strong rule (Tibshirani 2012).
    const bound = alpha * (before === Infinity ? lambda : 2 * lambda - before);
    const candidates = penaltyFactors.length === 0 ? [] : strongColumns(gradient, penaltyFactors, bound);
    if (!solver.solve(lambda, tolerance, candidates)) unfinished.push(lambda);
    [gradient, before] = [solver.gradient, lambda];
    const ratio = 1 - solver.deviance / nullDeviance;
    const gain = ratio - (kept.at(-1)?.ratio ?? 0);
    const df = solver.active.filter((j) => j < columns.length && solver.coefficients[j] !== 0).length;
    kept.push({ lambda, ...design.original(solver.coefficients), df, ratio });
    if (!isFixed && kept.length >= FEWEST_LAMBDAS && (ratio > LARGEST_RATIO || gain < SMALLEST_GAIN)) break;
  }
  return {
    lambdas: Float64Array.from(kept, ({ lambda }) => lambda),
    intercepts: Float64Array.from(kept, ({ intercept }) => intercept),
    coefficients: kept.map(({ coefficients }) => coefficients),
    df: kept.map(({ df }) => df),
    devianceRatios: kept.map(({ ratio }) => ratio),
    nullDeviance,
    unfinished,
  };
}

function outcomeOf(outcome: ArrayLike<number>, rows: number): Float64Array {
  if (outcome.length !== rows) throw new RangeError(`${rows} rows but ${outcome.length} outcomes`);
  const target = Float64Array.from(outcome);
  if (target.some((value) => value !== 0 && value !== 1)) throw new RangeError('the outcome holds other values than 0 and 1');
  if (new Set(target).size < 2) throw new RangeError('the outcome is the same in all rows');
  return target;
}

function factorsOf(given: readonly number[] | undefined, { constant }: Design): Float64Array {
  const factors = given ?? constant.map(() => 1);
  const scale = factors.length / factors.reduce((sum, factor) => sum + factor, 0);
  return Float64Array.from([...factors.map((factor, j) => (constant[j] ? Infinity : factor * scale)), 0]);
}

function nullDevianceOf(target: Float64Array): number {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  return -2 * target.length * (mean * Math.log(mean) + (1 - mean) * Math.log(1 - mean));
}

/** x'(y - p) / n before any penalised column is in. */
function startGradient({ columns, outcome }: Problem, solved: Float64Array | undefined): Float64Array {
  if (solved !== undefined) return solved.slice();
  const n = outcome.length;
  const mean = outcome.reduce((sum, value) => sum + value, 0) / n;
  const residual = outcome.map((value) => value - mean);
  return Float64Array.from(columns, (column) => dotRange(column, residual, n) / n);
}

function lambdasOf(gradient: Float64Array, problem: Problem, settings: LassoSettings, { rows, constant }: Design): Float64Array {
  const { penaltyFactors, alpha } = problem;
  let largest = 0;
  gradient.forEach((value, j) => {
    const factor = penaltyFactors[j];
    if (factor > 0 && factor < Infinity) largest = Math.max(largest, Math.abs(value) / factor);
  });
  const count = settings.lambdaCount ?? 100;
  const ratio = settings.lambdaMinRatio ?? (rows < constant.length ? 0.01 : 0.0001);
  return Float64Array.from({ length: count }, (_, k) => (largest / alpha) * ratio ** (k / Math.max(1, count - 1)));
}

function strongColumns(gradient: Float64Array, penaltyFactors: Float64Array, bound: number): readonly number[] {
  const strong: number[] = [];
  gradient.forEach((value, j) => {
    if (penaltyFactors[j] < Infinity && Math.abs(value) >= bound * penaltyFactors[j]) strong.push(j);
  });
  return strong;
}
