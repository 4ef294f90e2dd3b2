/** Shapiro-Wilk test of normality for 3 to 5000 values (Royston 1995, algorithm AS R94). */
import { normalQuantile, normalUpper } from '../distributions.ts';

const C1 = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const C2 = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
const C3 = [0.544, -0.39978, 0.025054, -6.714e-4];
const C4 = [1.3822, -0.77857, 0.062767, -0.0020322];
const C5 = [-1.5861, -0.31082, -0.083751, 0.0038915];
const C6 = [-0.4803, -0.082676, 0.0030302];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

export interface ShapiroWilk {
  readonly w: number;
  readonly p: number;
}

/** Throws RangeError for other sizes, and where all values are equal. */
export function shapiroWilk(values: Float64Array): ShapiroWilk {
  const n = values.length;
  const sorted = values.toSorted();
  if (n < 3 || n > 5000) throw new RangeError(`Shapiro-Wilk needs 3 to 5000 values, not ${n}`);
  if (sorted[0] === sorted[n - 1]) throw new RangeError('Shapiro-Wilk needs values that differ');
  const lost = oneMinusW(sorted, weights(n));
  return { w: 1 - lost, p: significance(lost, n) };
}

/** Weights of the upper half of the order statistics, outermost first. */
function weights(n: number): Float64Array {
  const half = Math.floor(n / 2);
  if (n === 3) return Float64Array.of(Math.SQRT1_2);
  const m = Float64Array.from({ length: half }, (_, i) => -normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  const total = 2 * m.reduce((sum, value) => sum + value * value, 0);
  const first = polynomial(C1, 1 / Math.sqrt(n)) + m[0] / Math.sqrt(total);
  const exact = n > 5 ? [first, polynomial(C2, 1 / Math.sqrt(n)) + m[1] / Math.sqrt(total)] : [first];
  const left = total - 2 * exact.reduce((sum, _, i) => sum + m[i] ** 2, 0);
  const factor = Math.sqrt(left / (1 - 2 * exact.reduce((sum, weight) => sum + weight ** 2, 0)));
  return m.map((value, i) => exact[i] ?? value / factor);
}

/** 1 - W without cancellation. */
function oneMinusW(sorted: Float64Array, upper: Float64Array): number {
  const n = sorted.length;
  const range = sorted[n - 1] - sorted[0];
  const mean = sorted.reduce((sum, value) => sum + value / range, 0) / n;
  let [ssa, ssx, sax] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const mirror = n - 1 - i;
    const weight = i === mirror ? 0 : i < mirror ? -upper[i] : upper[mirror];
    const x = sorted[i] / range - mean;
    ssa += weight * weight;
    ssx += x * x;
    sax += weight * x;
  }
  const both = Math.sqrt(ssa * ssx);
  return ((both - sax) * (both + sax)) / (ssa * ssx);
}

function significance(lost: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(1 - lost)) - Math.asin(Math.sqrt(0.75))));
  const y = Math.log(lost);
  if (n > 11) {
    const x = Math.log(n);
    return normalUpper((y - polynomial(C5, x)) / Math.exp(polynomial(C6, x)));
  }
  const gamma = polynomial([-2.273, 0.459], n);
  if (y >= gamma) return 1e-99;
  return normalUpper((-Math.log(gamma - y) - polynomial(C3, n)) / Math.exp(polynomial(C4, n)));
}
