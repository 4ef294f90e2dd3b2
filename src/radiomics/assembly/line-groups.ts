/** Four lines of a plane side by side, so that a filter along them works on all at once, and back again. */

/** Samples of a step; a line is surrounded by as many copies of its end values. */
export const STEP: i32 = 4;

/** Bytes of one sample of four lines. */
export const GROUP: i32 = 32;

/** Lines side by side; where there are fewer than four, the last one again. */
export function gather(
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

export function scatter(output: usize, samples: i32, count: i32, lines: i32, result: usize): void {
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
