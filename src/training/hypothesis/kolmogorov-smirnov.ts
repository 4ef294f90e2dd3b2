/**
 * Kolmogorov-Smirnov distances and their p-values: two samples (exact by counting lattice paths, asymptotic), and one
 * sample against a distribution (exact, Marsaglia, Tsang and Wang 2003).
 */

/** Largest distance of the two empirical distribution functions. */
export function ksDistance(first: Float64Array, second: Float64Array): number {
  const [a, b] = [first.toSorted(), second.toSorted()];
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/** Largest distance of the empirical distribution function from `cdf`. */
export function ksDistanceFrom(sample: Float64Array, cdf: (value: number) => number): number {
  const n = sample.length;
  return sample.toSorted().reduce((largest, value, i) => {
    const expected = cdf(value);
    return Math.max(largest, (i + 1) / n - expected, expected - i / n);
  }, 0);
}

/** P(D >= d) of two samples of m and n without ties: one minus the share of paths that stay closer than d. */
export function ksTwoSampleExact(d: number, m: number, n: number): number {
  // Distances are multiples of 1 / (m n): half a step below d, so that rounding does not matter.
  const limit = (Math.ceil(d * m * n - 1e-7) - 0.5) / (m * n);
  const row = new Float64Array(n + 1);
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      const inside = Math.abs(i / m - j / n) < limit;
      if (!inside) row[j] = 0;
      else if (i === 0) row[j] = 1;
      else {
        // Shares instead of counts, which would overflow: the path came from the left or from above.
        const w = i / (i + n);
        row[j] = w * row[j] + (j === 0 ? 0 : row[j - 1]);
      }
    }
  }
  return Math.max(0, Math.min(1, 1 - row[n]));
}

/** P(sqrt(n) D >= lambda) in the limit of many values; for two samples lambda = d sqrt(m n / (m + n)). */
export function kolmogorovUpper(lambda: number): number {
  if (lambda <= 0) return 1;
  let sum = 0;
  if (lambda < 1) {
    const z = -(Math.PI ** 2) / (8 * lambda * lambda);
    for (let k = 1; k < 40; k += 2) sum += Math.exp(k * k * z);
    return 1 - (Math.sqrt(2 * Math.PI) / lambda) * sum;
  }
  for (let k = 1; k < 40; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return sum;
}

/** P(D_n >= d) of one sample of n values. */
export function ksOneSampleExact(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const m = 2 * k - 1;
  const h = k - n * d;
  const matrix = durbinMatrix(m, h);
  let power: Scaled = { values: matrix, exponent: 0 };
  let result: Scaled | undefined;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result === undefined ? power : product(result, power, m);
    if (left > 1) power = product(power, power, m);
  }
  let share = result!.values[(k - 1) * m + k - 1];
  for (let i = 1; i <= n; i++) share *= i / n;
  return 1 - share * 10 ** result!.exponent;
}

function durbinMatrix(m: number, h: number): Float64Array {
  const matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) matrix[i * m + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < m; i++) {
    matrix[i * m] -= h ** (i + 1);
    matrix[(m - 1) * m + i] -= h ** (m - i);
  }
  matrix[(m - 1) * m] += 2 * h - 1 > 0 ? (2 * h - 1) ** m : 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) for (let g = 1; g <= i - j + 1; g++) matrix[i * m + j] /= g;
  }
  return matrix;
}

interface Scaled {
  readonly values: Float64Array;
  /** Power of ten taken out of the values. */
  readonly exponent: number;
}

function product(a: Scaled, b: Scaled, m: number): Scaled {
  const values = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let k = 0; k < m; k++) sum += a.values[i * m + k] * b.values[k * m + j];
      values[i * m + j] = sum;
    }
  }
  const exponent = a.exponent + b.exponent;
  const centre = values[Math.floor(m / 2) * m + Math.floor(m / 2)];
  return centre > 1e140 ? { values: values.map((value) => value * 1e-140), exponent: exponent + 140 } : { values, exponent };
}
