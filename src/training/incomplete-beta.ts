/**
 * Regularised incomplete beta function with both tails and its inverse. The argument is given as x and y = 1 - x, so
 * that neither tail loses digits (continued fraction of Numerical Recipes 6.4).
 */
import { logBeta, type Tails } from './incomplete-gamma.ts';

const TINY = 1e-300;
const ITERATIONS = 10_000;

/** I_x(a, b) and 1 - I_x(a, b) for x + y = 1. */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (Number.isNaN(x) || Number.isNaN(y)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const front = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (front * fraction(x, a, b)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (front * fraction(y, b, a)) / b;
  return { lower: 1 - upper, upper };
}

/** ln x, from the complement where x is close to 1. */
const logOf = (x: number, complement: number): number => (x > 0.5 ? Math.log1p(-complement) : Math.log(x));

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < ITERATIONS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}

const guarded = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/**
 * u = ln(x / (1 - x)) with I_x(a, b) = p, 0 < p < 1: on this scale neither end of (0, 1) loses digits. Newton steps inside
 * a shrinking bracket; relative error of x and of 1 - x about 1e-14.
 */
export function betaQuantileLogit(p: number, a: number, b: number): number {
  let [low, high] = [-700, 700];
  let u = Math.log(a / b);
  for (let step = 0; step < 200; step++) {
    const [x, y] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
    const { lower, upper } = betaTails(x, y, a, b);
    // The smaller tail carries the digits.
    const error = p < 0.5 ? lower - p : 1 - p - upper;
    if (error === 0) return u;
    if (error > 0) high = u;
    else low = u;
    const density = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b));
    const newton = u - error / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - u) <= 1e-15 * Math.max(1, Math.abs(u))) return next;
    u = next;
  }
  return u;
}
