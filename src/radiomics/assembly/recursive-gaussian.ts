/**
 * Recursive Gaussian along the lines of a plane, four lines at a time, two to a register. Twin, with the reasons:
 * ../filter-transposed.ts; every output has its bits.
 */

/** Samples of a step; a line is surrounded by as many copies of its end values. */
const STEP: i32 = 4;

/** Bytes of one sample of four lines. */
const GROUP: i32 = 32;

/**
 * Filters `lines` lines of `size` samples (`kind` 0: f64, 1: f32, 2: u8 that stand for the f64 of a table) and stores the samples keptFrom .. keptTo - 1 as f32, sample by sample, `lines` to a
 * row. Steps in bytes. `taps`: causal, anticausal and feedback taps, four each, and the gains. `work` takes
 * 2 x (size + 12) groups.
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

/** Lines side by side; where there are fewer than four, the last one again. */
function gather(
  source: usize,
  kind: i32,
  table: usize,
  lineStep: i32,
  sampleStep: i32,
  count: i32,
  size: i32,
  work: usize,
): void {
  const a = source;
  const b: usize = source + min(1, count - 1) * lineStep;
  const c: usize = source + min(2, count - 1) * lineStep;
  const d: usize = source + min(3, count - 1) * lineStep;
  let to: usize = work + STEP * GROUP;
  let at: usize = 0;
  let n = 0;
  if (kind === 2) {
    for (; n < size; n++, at += sampleStep, to += GROUP) {
      store<f64>(to, decoded(table, a + at));
      store<f64>(to, decoded(table, b + at), 8);
      store<f64>(to, decoded(table, c + at), 16);
      store<f64>(to, decoded(table, d + at), 24);
    }
  }
  if (kind === 0 && lineStep === 8 && count === 4) {
    for (; n < size; n++, at += sampleStep, to += GROUP) {
      v128.store(to, v128.load(a + at));
      v128.store(to, v128.load(a + at, 16), 16);
    }
  }
  // Samples that lie next to each other: two of each line at once.
  const isSingle = i32(kind === 1);
  const width = isSingle !== 0 ? 4 : 8;
  for (; sampleStep === width && n + 2 <= size; n += 2, at += 2 * sampleStep, to += 2 * GROUP) {
    const ofA = pair(a + at, isSingle);
    const ofB = pair(b + at, isSingle);
    const ofC = pair(c + at, isSingle);
    const ofD = pair(d + at, isSingle);
    v128.store(to, i64x2.shuffle(ofA, ofB, 0, 2));
    v128.store(to, i64x2.shuffle(ofC, ofD, 0, 2), 16);
    v128.store(to, i64x2.shuffle(ofA, ofB, 1, 3), 32);
    v128.store(to, i64x2.shuffle(ofC, ofD, 1, 3), 48);
  }
  for (; n < size; n++, at += sampleStep, to += GROUP) {
    store<f64>(to, sample(a + at, isSingle));
    store<f64>(to, sample(b + at, isSingle), 8);
    store<f64>(to, sample(c + at, isSingle), 16);
    store<f64>(to, sample(d + at, isSingle), 24);
  }
  for (let n = 0; n < STEP; n++) memory.copy(work + n * GROUP, work + STEP * GROUP, GROUP);
  for (let n = 0; n < 2 * STEP; n++) memory.copy(to + n * GROUP, to - GROUP, GROUP);
}

function decoded(table: usize, at: usize): f64 {
  return load<f64>(table + ((<i32>load<u8>(at)) << 3));
}

function pair(at: usize, isSingle: i32): v128 {
  return isSingle !== 0 ? f64x2.promote_low_f32x4(v128.load64_zero(at)) : v128.load(at);
}

function sample(at: usize, isSingle: i32): f64 {
  return isSingle !== 0 ? <f64>load<f32>(at) : load<f64>(at);
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

function scatter(output: usize, samples: i32, count: i32, lines: i32, result: usize): void {
  let to = result;
  let at = output;
  for (let n = 0; n < samples; n++, at += GROUP, to += lines << 2) {
    if (count === 4) {
      const low = f32x4.demote_f64x2_zero(v128.load(at));
      const high = f32x4.demote_f64x2_zero(v128.load(at, 16));
      v128.store(to, i64x2.shuffle(low, high, 0, 2));
      continue;
    }
    for (let l = 0; l < count; l++) store<f32>(to + (l << 2), <f32>load<f64>(at + (l << 3)));
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
