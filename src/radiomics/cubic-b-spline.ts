/**
 * Cubic B-spline interpolation as ITK BSplineInterpolateImageFunction: the recursive prefilter of Unser (pole √3 - 2,
 * mirror at the borders, causal start summed until 1e-10) and weights of four coefficients per axis. Sums run in ITK's order.
 */

const POLE = Math.sqrt(3) - 2;
const GAIN = (1 - POLE) * (1 - 1 / POLE);
const HORIZON = Math.ceil(Math.log(1e-10) / Math.log(Math.abs(POLE)));

/** Samples beyond which a cut line changes no bit of a coefficient. */
export const SPLINE_REACH = 48;

/** Values (row-major) to coefficients, in place: rows first, then columns. */
export function splineCoefficients(pixels: Float64Array, width: number, height: number): void {
  for (let y = 0; y < height; y++) prefilter(pixels, y * width, 1, width);
  for (let x = 0; x < width; x++) prefilter(pixels, x, width, height);
}

function prefilter(c: Float64Array, start: number, step: number, length: number): void {
  if (length === 1) return;
  const last = start + (length - 1) * step;
  for (let i = start; i <= last; i += step) c[i] *= GAIN;
  c[start] = causalStart(c, start, step, length);
  for (let i = start + step; i <= last; i += step) c[i] += POLE * c[i - step];
  c[last] = (POLE / (POLE * POLE - 1)) * (POLE * c[last - step] + c[last]);
  for (let i = last - step; i >= start; i -= step) c[i] = POLE * (c[i + step] - c[i]);
}

function causalStart(c: Float64Array, start: number, step: number, length: number): number {
  let power = POLE;
  if (HORIZON < length) {
    let sum = c[start];
    for (let k = 1; k < HORIZON; k++) {
      sum += power * c[start + k * step];
      power *= POLE;
    }
    return sum;
  }
  let mirrored = POLE ** (length - 1);
  let sum = c[start] + mirrored * c[start + (length - 1) * step];
  mirrored *= mirrored / POLE;
  for (let k = 1; k < length - 1; k++) {
    sum += (power + mirrored) * c[start + k * step];
    power *= POLE;
    mirrored /= POLE;
  }
  return sum / (1 - power * power);
}

/** The four coefficients around a position and their weights. */
export interface Support {
  /** Mirrored into the line. */
  readonly indices: Int32Array;
  readonly weights: Float64Array;
}

/** `position` in samples of a line of `length`. */
export function splineSupport(position: number, length: number): Support {
  const first = Math.floor(position) - 1;
  const t = position - (first + 1);
  const w3 = (1 / 6) * t * t * t;
  const w0 = 1 / 6 + 0.5 * t * (t - 1) - w3;
  const w2 = t + w0 - 2 * w3;
  return {
    indices: Int32Array.from({ length: 4 }, (_, k) => mirror(first + k, length)),
    weights: Float64Array.of(w0, 1 - w0 - w2 - w3, w2, w3),
  };
}

function mirror(index: number, length: number): number {
  if (length === 1) return 0;
  const folded = Math.abs(index);
  return folded >= length ? 2 * (length - 1) - folded : folded;
}

/**
 * Interpolated values at every pair of columns and rows. An image is one slice of a volume, so ITK also sums over the
 * slice's weights 1/6, 4/6, 1/6; the last bit decides where integers are cut off, so that sum is kept.
 */
export function splineValues(
  coefficients: Float64Array,
  width: number,
  columns: readonly Support[],
  rows: readonly Support[],
): Float64Array {
  const values = new Float64Array(columns.length * rows.length);
  const slices = splineSupport(0, 1).weights;
  let n = 0;
  for (const row of rows) {
    for (const column of columns) {
      let value = 0;
      for (let z = 0; z < 3; z++) {
        for (let j = 0; j < 4; j++) {
          const line = row.indices[j] * width;
          for (let i = 0; i < 4; i++) {
            value += column.weights[i] * row.weights[j] * slices[z] * coefficients[line + column.indices[i]];
          }
        }
      }
      values[n++] = value;
    }
  }
  return values;
}
