/**
 * Maximal correlation coefficient: square root of the second largest eigenvalue of Q(i,j) = Σ_k p(i,k) p(j,k) / (px(i) py(k)),
 * which is the second singular value of A = Dx^-1/2 P Dy^-1/2. The first is 1 with the known vector √px, so it is projected
 * out and the next is found by Lanczos iteration on A Aᵀ: a general eigensolver takes a third of PyRadiomics' whole time.
 */
import type { CooccurrenceMatrix } from './cooccurrence-matrix.ts';
import type { GlcmStatistics } from './glcm-statistics.ts';

/**
 * Residual relative to the eigenvalue; the eigenvalue itself is then good to its square over the relative gap. Eigenvalues of A of
 * nearly one size and unlike signs come close in A Aᵀ: at 2e-7 the iteration stopped at the smaller of two that are 1e-5 apart.
 */
const TOLERANCE = 3e-8;

/** A shorter new direction is rounding: the found ones are all there are. Of matrices with few levels rounding leaves up to 1e-12. */
const BREAKDOWN = 1e-10;

/** In a shorter new direction rounding has left a part of the found ones, which must go before they return as eigenvectors. */
const SHORT = 1e-3;

/** Iterations between two looks at the eigenvalue, which cost as much as an iteration. */
const CHECK_EVERY = 3;

/** In [0, 1]; 1 where the region has one grey level. */
export function maximalCorrelation(statistics: GlcmStatistics): number {
  if (statistics.matrix.size === 1) return 1;
  return statistics.matrix.compiled?.maximalCorrelation() ?? iteratedCorrelation(statistics);
}

/** Twin of the compiled one; two levels or more. */
export function iteratedCorrelation(statistics: GlcmStatistics): number {
  const { size } = statistics.matrix;
  const scaled = scaledMatrix(statistics);
  const trivial = statistics.px.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let vector = startVector(size);
  orthogonalize(vector, trivial, basis);
  let norm = normalize(vector);
  const image = new Float64Array(size);
  let eigenvalue = 0;
  while (norm > BREAKDOWN && basis.length < size) {
    basis.push(vector);
    vector = new Float64Array(size);
    multiplyTwice(scaled, basis[basis.length - 1], image, vector);
    diagonal.push(dot(vector, basis[basis.length - 1]));
    orthogonalize(vector, trivial, basis);
    norm = normalize(vector);
    if (norm < SHORT && norm > BREAKDOWN) {
      orthogonalize(vector, trivial, basis);
      normalize(vector);
    }
    if (diagonal.length % CHECK_EVERY === 0 || norm <= BREAKDOWN || basis.length === size) {
      const ritz = largestRitzValue(diagonal, offDiagonal);
      eigenvalue = ritz.value;
      if (norm * ritz.lastComponent <= TOLERANCE * eigenvalue) break;
    }
    offDiagonal.push(norm);
  }
  return Math.sqrt(Math.min(1, Math.max(0, eigenvalue)));
}

/** The matrix with its counts scaled to A. */
function scaledMatrix({ matrix, total, px, py }: GlcmStatistics): CooccurrenceMatrix {
  const { size, starts, columns } = matrix;
  const perRootX = px.map((p) => 1 / Math.sqrt(p));
  const perRootY = py.map((p) => 1 / Math.sqrt(p));
  const counts = new Float64Array(starts[size]);
  for (let i = 0; i < size; i++) {
    for (let n = starts[i]; n < starts[i + 1]; n++) counts[n] = (matrix.counts[n] / total) * perRootX[i] * perRootY[columns[n]];
  }
  return { ...matrix, counts };
}

/** result = A Aᵀ x; `image` takes Aᵀ x. Sums go in two halves: each addition waits for the one before it. */
function multiplyTwice(
  { starts, columns, counts }: CooccurrenceMatrix,
  x: Float64Array,
  image: Float64Array,
  result: Float64Array,
): void {
  image.fill(0);
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    for (let n = starts[i]; n < starts[i + 1]; n++) image[columns[n]] += counts[n] * xi;
  }
  for (let i = 0; i < x.length; i++) {
    const end = starts[i + 1];
    let even = 0;
    let odd = 0;
    let n = starts[i];
    for (; n + 1 < end; n += 2) {
      even += counts[n] * image[columns[n]];
      odd += counts[n + 1] * image[columns[n + 1]];
    }
    if (n < end) even += counts[n] * image[columns[n]];
    result[i] = even + odd;
  }
}

/** Drawn by a fixed generator: a regular sequence is exactly orthogonal to the eigenvectors of some small matrices. */
function startVector(size: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

/** Against every found direction: without it the found ones return by rounding. */
function orthogonalize(vector: Float64Array, trivial: Float64Array, basis: readonly Float64Array[]): void {
  subtractProjection(vector, trivial);
  for (const direction of basis) subtractProjection(vector, direction);
}

function subtractProjection(vector: Float64Array, direction: Float64Array): void {
  const length = dot(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i] -= length * direction[i];
}

function normalize(vector: Float64Array): number {
  const norm = Math.sqrt(dot(vector, vector));
  if (norm > 0) for (let i = 0; i < vector.length; i++) vector[i] /= norm;
  return norm;
}

function dot(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < length; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  return length % 2 === 0 ? even + odd : even + odd + a[length - 1] * b[length - 1];
}

/**
 * Largest eigenvalue of a symmetric tridiagonal matrix by bisection on the sign of its LDLᵀ pivots, and the last component of its
 * unit eigenvector. Components are followed from the last one upwards, the way they grow: downwards rounding soon outweighs them,
 * and an iteration that has converged does not notice it.
 */
function largestRitzValue(diagonal: readonly number[], offDiagonal: readonly number[]): { value: number; lastComponent: number } {
  const size = diagonal.length;
  let low = Math.max(...diagonal);
  let high = low;
  for (let i = 0; i < size; i++) {
    high = Math.max(high, diagonal[i] + (i > 0 ? offDiagonal[i - 1] : 0) + (i < size - 1 ? offDiagonal[i] : 0));
  }
  const isAbove = (shift: number): boolean => {
    let pivot = diagonal[0] - shift;
    for (let i = 1; i < size && pivot < 0; i++) pivot = diagonal[i] - shift - (offDiagonal[i - 1] * offDiagonal[i - 1]) / pivot;
    return pivot < 0;
  };
  for (let step = 0; step < 100 && high - low > 2e-16 * high; step++) {
    const middle = (low + high) / 2;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  let pivot = diagonal[size - 1] - high;
  let component = 1;
  let squares = 1;
  for (let i = size - 2; i >= 0; i--) {
    component *= -pivot / offDiagonal[i];
    squares += component * component;
    pivot = diagonal[i] - high - (offDiagonal[i] * offDiagonal[i]) / pivot;
  }
  return { value: high, lastComponent: 1 / Math.sqrt(squares) };
}
