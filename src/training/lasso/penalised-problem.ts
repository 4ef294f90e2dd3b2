/** What active-set-solver.ts is asked, and what it answers. */

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
