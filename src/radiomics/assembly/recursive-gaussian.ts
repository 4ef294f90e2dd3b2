/**
 * Recursive Gaussian along the lines of a plane, four lines at a time, two to a register. Twin, with the reasons:
 * ../filter-transposed.ts; every output has its bits.
 */

import { GROUP, gather, STEP, scatter } from './line-groups';

/**
 * Filters `lines` lines of `size` samples and stores the samples keptFrom .. keptTo - 1 as f32, sample by sample, `lines` to a row.
 * `kind` of the samples: 0 f64, 1 f32, 2 u8 that stand for the f64 of `table`. Steps in bytes. `taps`: causal, anticausal and
 * feedback taps, four each, and the gains. `work` takes 2 x (size + 12) groups.
 */
export function filterLines(
  source: usize,
  kind: i32,
  table: usize,
  lineStep: i32,
  sampleStep: i32,
  lines: i32,
  size: i32,
  keptFrom: i32,
  keptTo: i32,
  taps: usize,
  work: usize,
  result: usize,
): void {
  const from = keptFrom + STEP;
  const to = keptTo + STEP;
  const start = to - STEP * ((to - 1) / STEP);
  const end = from + STEP * ((size + STEP - from + STEP - 1) / STEP);
  const output: usize = work + (size + 12) * GROUP;
  for (let line = 0; line < lines; line += 4) {
    const count = min(4, lines - line);
    gather(source + line * lineStep, kind, table, lineStep, sampleStep, count, size, work);
    causalPass(work, start, to, taps, output);
    causalPass(work + 16, start, to, taps, output + 16);
    anticausalPass(work, from, end, taps, output);
    anticausalPass(work + 16, from, end, taps, output + 16);
    scatter(output + from * GROUP, keptTo - keptFrom, count, lines, result + (line << 2));
  }
}

function causalPass(x: usize, from: i32, to: i32, taps: usize, y: usize): void {
  const n0 = v128.load64_splat(taps);
  const n1 = v128.load64_splat(taps, 8);
  const n2 = v128.load64_splat(taps, 16);
  const n3 = v128.load64_splat(taps, 24);
  const d1 = v128.load64_splat(taps, 64);
  const d2 = v128.load64_splat(taps, 72);
  const d3 = v128.load64_splat(taps, 80);
  const d4 = v128.load64_splat(taps, 88);
  let at: usize = x + from * GROUP;
  let out: usize = y + from * GROUP;
  const end: usize = x + to * GROUP;
  let xa = v128.load(at);
  let xb = xa;
  let xc = xa;
  let xd = xa;
  let ya = f64x2.mul(xa, v128.load64_splat(taps, 96));
  let yb = ya;
  let yc = ya;
  let yd = ya;
  for (; at < end; at += 4 * GROUP, out += 4 * GROUP) {
    xd = v128.load(at);
    yd = causal(xd, xa, xb, xc, ya, yb, yc, yd, n0, n1, n2, n3, d1, d2, d3, d4);
    v128.store(out, yd);
    xc = v128.load(at, GROUP);
    yc = causal(xc, xd, xa, xb, yd, ya, yb, yc, n0, n1, n2, n3, d1, d2, d3, d4);
    v128.store(out, yc, GROUP);
    xb = v128.load(at, 2 * GROUP);
    yb = causal(xb, xc, xd, xa, yc, yd, ya, yb, n0, n1, n2, n3, d1, d2, d3, d4);
    v128.store(out, yb, 2 * GROUP);
    xa = v128.load(at, 3 * GROUP);
    ya = causal(xa, xb, xc, xd, yb, yc, yd, ya, n0, n1, n2, n3, d1, d2, d3, d4);
    v128.store(out, ya, 3 * GROUP);
  }
}

/** x0 n0 + x1 n1 + (x2 n2 + x3 n3) - (y2 d2 + (y3 d3 + y4 d4)) - y1 d1: the latest output enters last. */
function causal(
  x0: v128,
  x1: v128,
  x2: v128,
  x3: v128,
  y1: v128,
  y2: v128,
  y3: v128,
  y4: v128,
  n0: v128,
  n1: v128,
  n2: v128,
  n3: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  d4: v128,
): v128 {
  const near = f64x2.add(f64x2.mul(x0, n0), f64x2.mul(x1, n1));
  const inputs = f64x2.add(near, f64x2.add(f64x2.mul(x2, n2), f64x2.mul(x3, n3)));
  const outputs = f64x2.add(f64x2.mul(y2, d2), f64x2.add(f64x2.mul(y3, d3), f64x2.mul(y4, d4)));
  return f64x2.sub(f64x2.sub(inputs, outputs), f64x2.mul(y1, d1));
}

function anticausalPass(x: usize, from: i32, to: i32, taps: usize, y: usize): void {
  const m1 = v128.load64_splat(taps, 32);
  const m2 = v128.load64_splat(taps, 40);
  const m3 = v128.load64_splat(taps, 48);
  const m4 = v128.load64_splat(taps, 56);
  const d1 = v128.load64_splat(taps, 64);
  const d2 = v128.load64_splat(taps, 72);
  const d3 = v128.load64_splat(taps, 80);
  const d4 = v128.load64_splat(taps, 88);
  let at: usize = x + (to - 1) * GROUP;
  let out: usize = y + (to - 1) * GROUP;
  const end: usize = x + from * GROUP;
  let xa = v128.load(at);
  let xb = xa;
  let xc = xa;
  let xd = xa;
  let ya = f64x2.mul(xa, v128.load64_splat(taps, 104));
  let yb = ya;
  let yc = ya;
  let yd = ya;
  for (; at >= end; at -= 4 * GROUP, out -= 4 * GROUP) {
    yd = causal(xa, xb, xc, xd, ya, yb, yc, yd, m1, m2, m3, m4, d1, d2, d3, d4);
    v128.store(out, f64x2.add(v128.load(out), yd));
    xd = v128.load(at);
    yc = causal(xd, xa, xb, xc, yd, ya, yb, yc, m1, m2, m3, m4, d1, d2, d3, d4);
    v128.store(out - GROUP, f64x2.add(v128.load(out - GROUP), yc));
    xc = v128.load(at - GROUP);
    yb = causal(xc, xd, xa, xb, yc, yd, ya, yb, m1, m2, m3, m4, d1, d2, d3, d4);
    v128.store(out - 2 * GROUP, f64x2.add(v128.load(out - 2 * GROUP), yb));
    xb = v128.load(at - 2 * GROUP);
    ya = causal(xb, xc, xd, xa, yb, yc, yd, ya, m1, m2, m3, m4, d1, d2, d3, d4);
    v128.store(out - 3 * GROUP, f64x2.add(v128.load(out - 3 * GROUP), ya));
    xa = v128.load(at - 3 * GROUP);
  }
}

/** f32(f32(alongX perX) + alongY perY) as f64; alongX row-major, alongY column-major. */
export function addAxes(alongX: usize, alongY: usize, width: i32, height: i32, perX: f64, perY: f64, result: usize): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const a = <f64>(<f32>(<f64>load<f32>(alongX + ((row + x) << 2)) * perX));
      const b = <f64>load<f32>(alongY + ((x * height + y) << 2)) * perY;
      store<f64>(result + ((row + x) << 3), <f64>(<f32>(a + b)));
    }
  }
}
