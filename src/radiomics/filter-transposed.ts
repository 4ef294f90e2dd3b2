/**
 * The recursive filter along the lines of a plane: a causal and an anticausal pass, whose sum is stored in single precision as ITK
 * stores it between filters. Twin of the compiled filterLines.
 */
import type { RecursiveFilter } from './recursive-gaussian.ts';

/** Lines of a plane, each contiguous; the sub-ranges that a pass reads and the one that it keeps. */
export interface Lines {
  readonly pixels: Float64Array | Float32Array;
  /** Samples of one whole line. */
  readonly length: number;
  readonly lines: Range;
  readonly samples: Range;
  /** Inside `samples`. */
  readonly kept: Range;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Samples that a pass takes in one step: with the feedback in four variables that take turns, nothing is moved (-25 % time). */
const STEP = 4;

/** Lines whose samples are stored together, side by side. */
const LINES = 4;

/**
 * Filters every line and returns the kept samples transposed: sample-major, (kept.to - kept.from) lines of
 * (lines.to - lines.from) samples, rounded to single precision as ITK stores them between passes.
 */
export function filterTransposed({ pixels, length, lines, samples, kept }: Lines, filter: RecursiveFilter): Float32Array {
  const count = lines.to - lines.from;
  const result = new Float32Array((kept.to - kept.from) * count);
  const size = samples.to - samples.from;
  // The line between copies of its end values, so that both passes are whole steps.
  const line = new Float64Array(size + 2 * STEP);
  const from = kept.from - samples.from + STEP;
  const to = kept.to - samples.from + STEP;
  const start = to - STEP * Math.ceil((to - STEP) / STEP);
  const end = from + STEP * Math.ceil((size + STEP - from) / STEP);
  const outputs = Array.from({ length: LINES }, () => new Float64Array(line.length));
  for (let l = 0; l < count; l++) {
    const at = (lines.from + l) * length + samples.from;
    line.set(pixels.subarray(at, at + size), STEP);
    line.fill(pixels[at], 0, STEP);
    line.fill(pixels[at + size - 1], size + STEP);
    const output = outputs[l % LINES];
    causalPass(line, start, to, filter, output);
    anticausalPass(line, from, end, filter, output);
    if (l % LINES === LINES - 1) storeLines(outputs, from, to, result, l + 1 - LINES, count);
    else if (l === count - 1) storeLines(outputs.slice(0, (l % LINES) + 1), from, to, result, l - (l % LINES), count);
  }
  return result;
}

/** Samples from .. to - 1 of lines first, first + 1, ... */
function storeLines(
  outputs: readonly Float64Array[],
  from: number,
  to: number,
  result: Float32Array,
  first: number,
  count: number,
): void {
  if (outputs.length < LINES) {
    outputs.forEach((output, l) => {
      for (let n = from; n < to; n++) result[(n - from) * count + first + l] = output[n];
    });
    return;
  }
  const [a, b, c, d] = outputs;
  for (let n = from; n < to; n++) {
    const at = (n - from) * count + first;
    result[at] = a[n];
    result[at + 1] = b[n];
    result[at + 2] = c[n];
    result[at + 3] = d[n];
  }
}

/**
 * Upwards over from .. to - 1, a multiple of STEP. Taps are read one by one: destructuring a typed array costs as much as
 * half a line. The latest output enters a sum last: the next one waits for it least.
 */
function causalPass(x: Float64Array, from: number, to: number, filter: RecursiveFilter, y: Float64Array): void {
  const { causal, feedback, causalGain } = filter;
  const n0 = causal[0];
  const n1 = causal[1];
  const n2 = causal[2];
  const n3 = causal[3];
  const d1 = feedback[0];
  const d2 = feedback[1];
  const d3 = feedback[2];
  const d4 = feedback[3];
  let xa = x[from];
  let xb = xa;
  let xc = xa;
  let xd = xa;
  let ya = xa * causalGain;
  let yb = ya;
  let yc = ya;
  let yd = ya;
  for (let i = from; i < to; i += STEP) {
    xd = x[i];
    yd = xd * n0 + xa * n1 + (xb * n2 + xc * n3) - (yb * d2 + (yc * d3 + yd * d4)) - ya * d1;
    y[i] = yd;
    xc = x[i + 1];
    yc = xc * n0 + xd * n1 + (xa * n2 + xb * n3) - (ya * d2 + (yb * d3 + yc * d4)) - yd * d1;
    y[i + 1] = yc;
    xb = x[i + 2];
    yb = xb * n0 + xc * n1 + (xd * n2 + xa * n3) - (yd * d2 + (ya * d3 + yb * d4)) - yc * d1;
    y[i + 2] = yb;
    xa = x[i + 3];
    ya = xa * n0 + xb * n1 + (xc * n2 + xd * n3) - (yc * d2 + (yd * d3 + ya * d4)) - yb * d1;
    y[i + 3] = ya;
  }
}

/** Downwards over to - 1 .. from, a multiple of STEP; adds to y, of which what the causal pass did not write is never read. */
function anticausalPass(x: Float64Array, from: number, to: number, filter: RecursiveFilter, y: Float64Array): void {
  const { anticausal, feedback, anticausalGain } = filter;
  const m1 = anticausal[0];
  const m2 = anticausal[1];
  const m3 = anticausal[2];
  const m4 = anticausal[3];
  const d1 = feedback[0];
  const d2 = feedback[1];
  const d3 = feedback[2];
  const d4 = feedback[3];
  let xa = x[to - 1];
  let xb = xa;
  let xc = xa;
  let xd = xa;
  let ya = xa * anticausalGain;
  let yb = ya;
  let yc = ya;
  let yd = ya;
  for (let i = to - 1; i >= from; i -= STEP) {
    yd = xa * m1 + xb * m2 + (xc * m3 + xd * m4) - (yb * d2 + (yc * d3 + yd * d4)) - ya * d1;
    y[i] += yd;
    xd = x[i];
    yc = xd * m1 + xa * m2 + (xb * m3 + xc * m4) - (ya * d2 + (yb * d3 + yc * d4)) - yd * d1;
    y[i - 1] += yc;
    xc = x[i - 1];
    yb = xc * m1 + xd * m2 + (xa * m3 + xb * m4) - (yd * d2 + (ya * d3 + yb * d4)) - yc * d1;
    y[i - 2] += yb;
    xb = x[i - 2];
    ya = xb * m1 + xc * m2 + (xd * m3 + xa * m4) - (yc * d2 + (yd * d3 + ya * d4)) - yb * d1;
    y[i - 3] += ya;
    xa = x[i - 3];
  }
}
