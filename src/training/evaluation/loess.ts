/**
 * Local quadratic regression with tricube weights (Cleveland & Devlin 1988) as R's loess() evaluates it by default: exact
 * fits at the vertices of a k-d tree (cells of at most span x n / 5 points, R's cell = 0.2), cubic blending between them.
 */
interface Vertex {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
}

/** The fit at each of `at`; NaN outside the range of x. */
export function loessAt(x: Float64Array, y: ArrayLike<number>, at: readonly number[], span = 0.75): readonly number[] {
  const order = Array.from(x.keys()).sort((a, b) => x[a] - x[b]);
  const xs = Float64Array.from(order, (i) => x[i]);
  const ys = Float64Array.from(order, (i) => y[i]);
  const [first, last] = [xs[0], xs[xs.length - 1]];
  const margin = 0.005 * Math.max(last - first, 1e-10 * Math.max(Math.abs(first), Math.abs(last)) + 1e-30);
  const cuts = cellCuts(xs, Math.floor(xs.length * span * 0.2));
  const neighbours = Math.min(xs.length, Math.floor(xs.length * span + 1e-5));
  const vertices = [first - margin, ...new Set(cuts), last + margin].map((v) => localQuadratic(xs, ys, v, neighbours));
  return at.map((value) => (value >= first && value <= last ? blend(vertices, value) : Number.NaN));
}

/** Ascending places at which the points are halved until no cell holds more than `most`. */
function cellCuts(xs: Float64Array, most: number): readonly number[] {
  const cuts: number[] = [];
  const divide = (from: number, to: number): void => {
    if (to - from + 1 <= most) return;
    const at = untiedSplit(xs, from, to, Math.floor((from + to + 2) / 2) - 1);
    divide(from, at);
    cuts.push(xs[at]);
    divide(at + 1, to);
  };
  divide(0, xs.length - 1);
  return cuts;
}

/** The index nearest to `middle`, upwards first, whose successor is larger; `middle` where ties reach the end. */
function untiedSplit(xs: Float64Array, from: number, to: number, middle: number): number {
  for (let offset = 0; middle + offset < to && middle + offset >= from; offset = offset > 0 ? -offset : 1 - offset) {
    if (xs[middle + offset] !== xs[middle + offset + 1]) return middle + offset;
  }
  return middle;
}

/** Value and slope at `at` of the quadratic fitted to the nearest points with weights (1 - (d / h)^3)^3. */
function localQuadratic(xs: Float64Array, ys: Float64Array, at: number, neighbours: number): Vertex {
  const distances = xs.map((v) => Math.abs(v - at));
  const h = distances.toSorted()[neighbours - 1];
  const moments = new Float64Array(5);
  const products = new Float64Array(3);
  distances.forEach((distance, i) => {
    if (distance >= h) return;
    const weight = (1 - (distance / h) ** 3) ** 3;
    const u = (xs[i] - at) / h;
    for (let k = 0; k < 5; k++) moments[k] += weight * u ** k;
    for (let k = 0; k < 3; k++) products[k] += weight * u ** k * ys[i];
  });
  const [s0, s1, s2, s3, s4] = moments;
  const [t0, t1, t2] = products;
  const determinant = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  const value = (t0 * (s2 * s4 - s3 * s3) - s1 * (t1 * s4 - s3 * t2) + s2 * (t1 * s3 - s2 * t2)) / determinant;
  const slope = (s0 * (t1 * s4 - s3 * t2) - t0 * (s1 * s4 - s2 * s3) + s2 * (s1 * t2 - s2 * t1)) / determinant;
  return { at, value, slope: slope / h };
}

function blend(vertices: readonly Vertex[], at: number): number {
  const right = Math.max(
    1,
    vertices.findIndex((vertex) => vertex.at >= at),
  );
  const [a, b] = [vertices[right - 1], vertices[right]];
  const width = b.at - a.at;
  const h = (at - a.at) / width;
  const values = (1 - h) ** 2 * (1 + 2 * h) * a.value + h ** 2 * (3 - 2 * h) * b.value;
  return values + width * (h * (1 - h) ** 2 * a.slope - h ** 2 * (1 - h) * b.slope);
}
