/** Second singular value of the scaled co-occurrence matrix by Lanczos iteration. Twin, with the reasons: ../maximal-correlation.ts. */

const TOLERANCE: f64 = 3e-8;
const BREAKDOWN: f64 = 1e-10;
const SHORT: f64 = 1e-3;
const CHECK_EVERY: i32 = 3;

/**
 * -1 where `capacity` directions do not suffice. `scaled` has the length of `counts`; `image` and `trivial` that of a row; `basis`
 * that of capacity + 1 rows of `stride` bytes; `tridiagonal` 2 x capacity numbers; `ritz` two. All f64; rows are zero up to an even length.
 */
export function maximalCorrelation(
  size: i32,
  starts: usize,
  columns: usize,
  counts: usize,
  total: f64,
  px: usize,
  py: usize,
  scaled: usize,
  trivial: usize,
  image: usize,
  basis: usize,
  stride: i32,
  capacity: i32,
  tridiagonal: usize,
  ritz: usize,
): f64 {
  scale(size, starts, columns, counts, total, px, py, scaled, trivial, image);
  memory.fill(basis, 0, (capacity + 1) * stride);
  store<f64>(trivial + (size << 3), 0);
  // As startVector of the TypeScript kernel: a regular sequence is orthogonal to what some small matrices want.
  let state: i32 = 1;
  for (let i = 0; i < size; i++) {
    store<f64>(trivial + (i << 3), sqrt(load<f64>(px + (i << 3))));
    state = state * 1664525 + 1013904223;
    store<f64>(basis + (i << 3), <f64>state / 2147483648.0);
  }
  const offDiagonal: usize = tridiagonal + (capacity << 3);
  orthogonalize(basis, trivial, basis, 0, stride, size);
  let norm = normalize(basis, size);
  let found = 0;
  let eigenvalue: f64 = 0;
  while (norm > BREAKDOWN && found < size) {
    if (found === capacity) return -1;
    const direction: usize = basis + found * stride;
    const next: usize = direction + stride;
    found++;
    multiplyTwice(size, starts, columns, scaled, direction, image, next);
    store<f64>(tridiagonal + ((found - 1) << 3), dot(next, direction, size));
    orthogonalize(next, trivial, basis, found, stride, size);
    norm = normalize(next, size);
    if (norm < SHORT && norm > BREAKDOWN) {
      orthogonalize(next, trivial, basis, found, stride, size);
      normalize(next, size);
    }
    if (found % CHECK_EVERY === 0 || norm <= BREAKDOWN || found === size) {
      largestRitzValue(tridiagonal, offDiagonal, found, ritz);
      eigenvalue = load<f64>(ritz);
      if (norm * load<f64>(ritz, 8) <= TOLERANCE * eigenvalue) break;
    }
    store<f64>(offDiagonal + ((found - 1) << 3), norm);
  }
  return sqrt(min<f64>(1, max<f64>(0, eigenvalue)));
}

/** `rootX` and `rootY` take the reciprocal roots of the margins. */
function scale(
  size: i32,
  starts: usize,
  columns: usize,
  counts: usize,
  total: f64,
  px: usize,
  py: usize,
  scaled: usize,
  rootX: usize,
  rootY: usize,
): void {
  for (let i = 0; i < size; i++) {
    store<f64>(rootX + (i << 3), 1 / sqrt(load<f64>(px + (i << 3))));
    store<f64>(rootY + (i << 3), 1 / sqrt(load<f64>(py + (i << 3))));
  }
  for (let i = 0; i < size; i++) {
    const end = load<i32>(starts + ((i + 1) << 2));
    const x = load<f64>(rootX + (i << 3));
    for (let n = load<i32>(starts + (i << 2)); n < end; n++) {
      const y = load<f64>(rootY + ((<i32>load<u16>(columns + (n << 1))) << 3));
      store<f64>(scaled + (n << 3), (load<f64>(counts + (n << 3)) / total) * x * y);
    }
  }
}

function multiplyTwice(size: i32, starts: usize, columns: usize, scaled: usize, x: usize, image: usize, result: usize): void {
  memory.fill(image, 0, size << 3);
  let n = load<i32>(starts);
  for (let i = 0; i < size; i++) {
    const xi = load<f64>(x + (i << 3));
    const end = load<i32>(starts + ((i + 1) << 2));
    for (; n < end; n++) {
      const cell: usize = image + ((<i32>load<u16>(columns + (n << 1))) << 3);
      store<f64>(cell, load<f64>(cell) + load<f64>(scaled + (n << 3)) * xi);
    }
  }
  n = load<i32>(starts);
  for (let i = 0; i < size; i++) {
    const end = load<i32>(starts + ((i + 1) << 2));
    let even: f64 = 0;
    let odd: f64 = 0;
    for (; n + 1 < end; n += 2) {
      even += load<f64>(scaled + (n << 3)) * load<f64>(image + ((<i32>load<u16>(columns + (n << 1))) << 3));
      odd += load<f64>(scaled + (n << 3), 8) * load<f64>(image + ((<i32>load<u16>(columns + (n << 1), 2)) << 3));
    }
    if (n < end) {
      even += load<f64>(scaled + (n << 3)) * load<f64>(image + ((<i32>load<u16>(columns + (n << 1))) << 3));
      n++;
    }
    store<f64>(result + (i << 3), even + odd);
  }
}

function orthogonalize(vector: usize, trivial: usize, basis: usize, found: i32, stride: i32, size: i32): void {
  subtractProjection(vector, trivial, size);
  for (let k = 0; k < found; k++) subtractProjection(vector, basis + k * stride, size);
}

function subtractProjection(vector: usize, direction: usize, size: i32): void {
  const length = f64x2.splat(dot(vector, direction, size));
  const end: usize = vector + (size << 3);
  for (; vector < end; vector += 16, direction += 16) {
    v128.store(vector, f64x2.sub(v128.load(vector), f64x2.mul(length, v128.load(direction))));
  }
}

function normalize(vector: usize, size: i32): f64 {
  const norm = sqrt(dot(vector, vector, size));
  if (norm === 0) return norm;
  const end: usize = vector + (size << 3);
  const by = f64x2.splat(norm);
  for (; vector < end; vector += 16) v128.store(vector, f64x2.div(v128.load(vector), by));
  return norm;
}

/** Even and odd products apart, the last of an odd number alone: the order of the twin. */
function dot(a: usize, b: usize, size: i32): f64 {
  let sums = f64x2.splat(0);
  const end: usize = a + ((size & ~1) << 3);
  for (; a < end; a += 16, b += 16) sums = f64x2.add(sums, f64x2.mul(v128.load(a), v128.load(b)));
  const both = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  return size % 2 === 0 ? both : both + load<f64>(a) * load<f64>(b);
}

/** Into `ritz`: the largest eigenvalue and the last component of its unit eigenvector. */
function largestRitzValue(diagonal: usize, offDiagonal: usize, size: i32, ritz: usize): void {
  let low = load<f64>(diagonal);
  for (let i = 1; i < size; i++) low = max(low, load<f64>(diagonal + (i << 3)));
  let high = low;
  for (let i = 0; i < size; i++) {
    const before = i > 0 ? load<f64>(offDiagonal + ((i - 1) << 3)) : 0;
    const after = i < size - 1 ? load<f64>(offDiagonal + (i << 3)) : 0;
    high = max(high, load<f64>(diagonal + (i << 3)) + before + after);
  }
  for (let step = 0; step < 100 && high - low > 2e-16 * high; step++) {
    const middle = (low + high) / 2;
    if (isAbove(diagonal, offDiagonal, size, middle)) high = middle;
    else low = middle;
  }
  let pivot = load<f64>(diagonal + ((size - 1) << 3)) - high;
  let component: f64 = 1;
  let squares: f64 = 1;
  for (let i = size - 2; i >= 0; i--) {
    const off = load<f64>(offDiagonal + (i << 3));
    component *= -pivot / off;
    squares += component * component;
    pivot = load<f64>(diagonal + (i << 3)) - high - (off * off) / pivot;
  }
  store<f64>(ritz, high);
  store<f64>(ritz, 1 / sqrt(squares), 8);
}

function isAbove(diagonal: usize, offDiagonal: usize, size: i32, shift: f64): bool {
  let pivot = load<f64>(diagonal) - shift;
  for (let i = 1; i < size && pivot < 0; i++) {
    const off = load<f64>(offDiagonal + ((i - 1) << 3));
    pivot = load<f64>(diagonal + (i << 3)) - shift - (off * off) / pivot;
  }
  return pivot < 0;
}
