/**
 * logit P(y = 1) = intercept + slope x score, by Newton's method with halved steps. Targets may lie between 0 and 1
 * (Platt's smoothing). With one score the system is 2 x 2 and is solved in closed form.
 */
export interface ScoreLogistic {
  readonly intercept: number;
  readonly slope: number;
  readonly interceptError: number;
  readonly slopeError: number;
  readonly logLikelihood: number;
  /** False where the scores separate the classes: the coefficients then grow without end. */
  readonly converged: boolean;
}

const STEPS = 100;

/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** sum of y eta - log(1 + e^eta): the log likelihood of labels or smoothed targets. */
export function logLikelihoodOf(scores: Float64Array, targets: ArrayLike<number>, intercept: number, slope: number): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const eta = intercept + slope * scores[i];
    sum += targets[i] * eta - softplus(eta);
  }
  return sum;
}

/** Both coefficients free. */
export function fitScoreLogistic(scores: Float64Array, targets: ArrayLike<number>): ScoreLogistic {
  return newton(scores, targets, false);
}

/** The slope held at 1: the intercept is calibration in the large. */
export function fitIntercept(scores: Float64Array, targets: ArrayLike<number>): ScoreLogistic {
  return newton(scores, targets, true);
}

function newton(scores: Float64Array, targets: ArrayLike<number>, slopeFixed: boolean): ScoreLogistic {
  let intercept = 0;
  let slope = slopeFixed ? 1 : 0;
  let value = logLikelihoodOf(scores, targets, intercept, slope);
  let converged = false;
  for (let step = 0; step < STEPS && !converged; step++) {
    const { g0, g1, h00, h01, h11 } = derivatives(scores, targets, intercept, slope);
    const determinant = slopeFixed ? h00 : h00 * h11 - h01 * h01;
    if (!(determinant > 1e-300)) break;
    const moveIntercept = slopeFixed ? g0 / h00 : (h11 * g0 - h01 * g1) / determinant;
    const moveSlope = slopeFixed ? 0 : (h00 * g1 - h01 * g0) / determinant;
    let share = 1;
    let next = logLikelihoodOf(scores, targets, intercept + moveIntercept, slope + moveSlope);
    // A rise smaller than rounding is no fall.
    while (next < value - 1e-12 * Math.abs(value) && share > 1e-10) {
      share /= 2;
      next = logLikelihoodOf(scores, targets, intercept + share * moveIntercept, slope + share * moveSlope);
    }
    intercept += share * moveIntercept;
    slope += share * moveSlope;
    value = next;
    converged =
      Math.abs(moveIntercept) < 1e-13 * (1 + Math.abs(intercept)) && Math.abs(moveSlope) < 1e-13 * (1 + Math.abs(slope));
    // The last digits may go to and fro for ever.
    if (step > 25 && Math.abs(moveIntercept) + Math.abs(moveSlope) < 1e-9 * (1 + Math.abs(intercept) + Math.abs(slope)))
      converged = true;
  }
  const { h00, h01, h11 } = derivatives(scores, targets, intercept, slope);
  const determinant = h00 * h11 - h01 * h01;
  return {
    intercept,
    slope,
    interceptError: Math.sqrt(slopeFixed ? 1 / h00 : h11 / determinant),
    slopeError: slopeFixed ? 0 : Math.sqrt(h00 / determinant),
    logLikelihood: value,
    converged,
  };
}

function derivatives(scores: Float64Array, targets: ArrayLike<number>, intercept: number, slope: number) {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const p = logistic(intercept + slope * scores[i]);
    const weight = p * (1 - p);
    g0 += targets[i] - p;
    g1 += (targets[i] - p) * scores[i];
    h00 += weight;
    h01 += weight * scores[i];
    h11 += weight * scores[i] * scores[i];
  }
  return { g0, g1, h00, h01, h11 };
}
