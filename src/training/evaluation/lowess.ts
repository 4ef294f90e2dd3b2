/**
 * Cleveland's lowess without robustness iterations: R's lowess(x, y, f, iter = 0, delta = 0.01 * range). Points closer
 * than delta to the last fitted one are interpolated, as R does it, which shows in the fifth digit.
 */
export interface SmoothCurve {
  /** Ascending. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** @param fraction share of the points in each local fit */
export function lowess(x: ArrayLike<number>, y: ArrayLike<number>, fraction = 2 / 3): SmoothCurve {
  const n = x.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => x[a] - x[b]);
  const xs = Float64Array.from(order, (i) => x[i]);
  const ys = Float64Array.from(order, (i) => y[i]);
  const fitted = new Float64Array(n);
  if (n < 2) return { x: xs, y: ys };
  const neighbours = Math.max(Math.min(Math.floor(fraction * n + 1e-7), n), 2);
  const delta = 0.01 * (xs[n - 1] - xs[0]);
  let left = 0;
  let last = -1;
  let i = 0;
  while (true) {
    while (left + neighbours < n && xs[i] - xs[left] > xs[left + neighbours] - xs[i]) left++;
    fitted[i] = localLine(xs, ys, xs[i], left, left + neighbours - 1) ?? ys[i];
    interpolate(xs, fitted, last, i);
    last = i;
    const reach = xs[last] + delta;
    i = last + 1;
    while (i < n && xs[i] <= reach) {
      if (xs[i] === xs[last]) {
        fitted[i] = fitted[last];
        last = i;
      }
      i++;
    }
    i = Math.max(last + 1, i - 1);
    if (last + 1 >= n) return { x: xs, y: fitted };
  }
}

/** Fills the points strictly between two fitted ones. */
function interpolate(xs: Float64Array, fitted: Float64Array, last: number, i: number): void {
  if (last < 0 || last >= i - 1) return;
  const width = xs[i] - xs[last];
  for (let j = last + 1; j < i; j++) {
    const share = (xs[j] - xs[last]) / width;
    fitted[j] = share * fitted[i] + (1 - share) * fitted[last];
  }
}

/** Tricube-weighted line through the points left..right, at `at`; undefined where no point has weight. */
function localLine(xs: Float64Array, ys: Float64Array, at: number, left: number, right: number): number | undefined {
  const range = xs[xs.length - 1] - xs[0];
  const h = Math.max(at - xs[left], xs[right] - at);
  const [far, near] = [0.999 * h, 0.001 * h];
  const weights: number[] = [];
  let total = 0;
  // Ties with the rightmost neighbour count too.
  for (let j = left; j < xs.length; j++) {
    const distance = Math.abs(xs[j] - at);
    if (distance > far && xs[j] > at) break;
    const weight = distance > far ? 0 : distance <= near ? 1 : (1 - (distance / h) ** 3) ** 3;
    weights.push(weight);
    total += weight;
  }
  if (total <= 0) return undefined;
  let centre = 0;
  weights.forEach((w, k) => {
    centre += (w / total) * xs[left + k];
  });
  let spread = 0;
  weights.forEach((w, k) => {
    spread += (w / total) * (xs[left + k] - centre) ** 2;
  });
  const tilt = h > 0 && Math.sqrt(spread) > 0.001 * range ? (at - centre) / spread : 0;
  return weights.reduce((sum, w, k) => sum + (w / total) * (1 + tilt * (xs[left + k] - centre)) * ys[left + k], 0);
}

/** The curve at `at`, linear between its points (R's approx: equal x are averaged); NaN outside. */
export function smoothAt({ x, y }: SmoothCurve, at: number): number {
  if (!(at >= x[0] && at <= x[x.length - 1])) return Number.NaN;
  let high = 0;
  while (x[high] < at) high++;
  if (x[high] === at) return y[high];
  return y[high - 1] + ((y[high] - y[high - 1]) * (at - x[high - 1])) / (x[high] - x[high - 1]);
}
