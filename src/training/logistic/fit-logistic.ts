/**
 * Logistic regression by maximum likelihood (R's glm): Newton steps on standardised columns, halved where the likelihood
 * falls. Separable data have no finite maximum and redundant columns no unique one: both are results, not numbers.
 */
import { designOf } from '../lasso/design.ts';
import { symmetricInverse } from './symmetric-inverse.ts';

export interface LogisticFit {
  readonly kind: 'fitted';
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Of (intercept, coefficients): inverse Fisher information. */
  readonly covariance: readonly Float64Array[];
  readonly logLikelihood: number;
  readonly nullDeviance: number;
}

export type LogisticResult =
  | LogisticFit
  /** Some combination of the columns tells the classes apart without error: `columns` carry it. */
  | { readonly kind: 'separated'; readonly columns: readonly number[] }
  /** A column is constant or a combination of others. */
  | { readonly kind: 'redundant' };

const STEPS = 60;
/** Newton adds about 1 to the linear predictor for ever where the data are separable; else it ends after 5 to 12 steps. */
const SEPARATED_AFTER = 25;
const CONVERGED = 1e-13;

/** `outcome` holds 0 and 1. Throws RangeError where a value is not finite or one class is missing. */
export function fitLogistic(columns: readonly Float64Array[], outcome: ArrayLike<number>): LogisticResult {
  const n = outcome.length;
  const positives = Array.from(outcome).filter((value) => value === 1).length;
  if (positives === 0 || positives === n) throw new RangeError('the outcome is the same in all rows');
  const { columns: design, constant } = designOf(columns, true);
  if (constant.includes(true)) return { kind: 'redundant' };
  return iterate(columns, design, outcome, positives);
}

function iterate(
  columns: readonly Float64Array[],
  design: readonly Float64Array[],
  outcome: ArrayLike<number>,
  positives: number,
): LogisticResult {
  const n = outcome.length;
  const beta = new Float64Array(design.length);
  beta[design.length - 1] = Math.log(positives / (n - positives));
  let state = stateAt(design, beta, outcome);
  const nullDeviance = -2 * state.logLikelihood;
  for (let step = 0; step < STEPS; step++) {
    const inverse = symmetricInverse(informationOf(design, state.probability));
    if (inverse === undefined) return step < 3 ? { kind: 'redundant' } : { kind: 'separated', columns: leadingColumns(beta) };
    const change = inverse.map((row) => row.reduce((sum, value, j) => sum + value * state.gradient[j], 0));
    const largest = Math.max(...change.map(Math.abs));
    let share = 1;
    let next = stateAt(design, moved(beta, change, share), outcome);
    while (next.logLikelihood < state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood) && share > 1e-6) {
      share /= 2;
      next = stateAt(design, moved(beta, change, share), outcome);
    }
    beta.set(moved(beta, change, share));
    state = next;
    if (largest < CONVERGED * (1 + Math.max(...beta.map(Math.abs)))) break;
    if (step === SEPARATED_AFTER || -state.logLikelihood < 1e-6 * n) {
      return { kind: 'separated', columns: leadingColumns(beta) };
    }
  }
  return finish(columns, design, beta, state, nullDeviance);
}

const moved = (beta: Float64Array, change: readonly number[], share: number): Float64Array =>
  beta.map((value, j) => value + share * change[j]);

/** Coefficients per standard deviation that have run away, or else the largest. */
function leadingColumns(beta: Float64Array): readonly number[] {
  const own = Array.from(beta.subarray(0, beta.length - 1), Math.abs);
  const bound = Math.min(10, Math.max(...own));
  return own.flatMap((size, j) => (size >= bound ? [j] : []));
}

interface State {
  readonly probability: Float64Array;
  readonly gradient: readonly number[];
  readonly logLikelihood: number;
}

function stateAt(design: readonly Float64Array[], beta: Float64Array, outcome: ArrayLike<number>): State {
  const n = outcome.length;
  const link = new Float64Array(n);
  design.forEach((column, j) => {
    for (let i = 0; i < n; i++) link[i] += beta[j] * column[i];
  });
  const probability = link.map((value) => 1 / (1 + Math.exp(-value)));
  let logLikelihood = 0;
  for (let i = 0; i < n; i++) {
    const margin = outcome[i] === 1 ? link[i] : -link[i];
    logLikelihood -= Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
  }
  const gradient = design.map((column) => column.reduce((sum, value, i) => sum + value * (outcome[i] - probability[i]), 0));
  return { probability, gradient, logLikelihood };
}

function informationOf(design: readonly Float64Array[], probability: Float64Array): readonly Float64Array[] {
  const weights = probability.map((p) => p * (1 - p));
  const matrix = design.map(() => new Float64Array(design.length));
  design.forEach((a, j) => {
    const weighted = a.map((value, i) => value * weights[i]);
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      const b = design[k];
      for (let i = 0; i < b.length; i++) sum += weighted[i] * b[i];
      matrix[j][k] = matrix[k][j] = sum;
    }
  });
  return matrix;
}

/** Back to the scale of the given columns, intercept first: coefficients by T and their covariance by T C T'. */
function finish(
  columns: readonly Float64Array[],
  design: readonly Float64Array[],
  beta: Float64Array,
  state: State,
  nullDeviance: number,
): LogisticResult {
  const p = columns.length;
  const inverse = symmetricInverse(informationOf(design, state.probability));
  if (inverse === undefined) return { kind: 'separated', columns: leadingColumns(beta) };
  const n = columns[0]?.length ?? 0;
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / n);
  const sds = columns.map((column, j) => Math.sqrt(column.reduce((sum, value) => sum + (value - means[j]) ** 2, 0) / n));
  // Rows of T: what (standardised coefficients, standardised intercept) contribute to the terms.
  const transform = Array.from({ length: p + 1 }, (_, term) => {
    const row = new Float64Array(p + 1);
    if (term === 0) {
      for (let j = 0; j < p; j++) row[j] = -means[j] / sds[j];
      row[p] = 1;
    } else row[term - 1] = 1 / sds[term - 1];
    return row;
  });
  const half = transform.map((row) => inverse.map((column) => column.reduce((sum, value, j) => sum + value * row[j], 0)));
  const covariance = transform.map(() => new Float64Array(p + 1));
  for (let a = 0; a <= p; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a][b] = covariance[b][a] = half[a].reduce((sum, value, j) => sum + value * transform[b][j], 0);
    }
  }
  const terms = transform.map((row) => row.reduce((sum, value, j) => sum + value * beta[j], 0));
  return {
    kind: 'fitted',
    intercept: terms[0],
    coefficients: Float64Array.from(terms.slice(1)),
    covariance,
    logLikelihood: state.logLikelihood,
    nullDeviance,
  };
}
