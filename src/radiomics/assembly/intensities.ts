/** Sums over intensities (f64) and their grey levels. Twins: ../first-order-statistics.ts, ../quantiles.ts, ../discretise.ts. */

/** Two sums of two lanes: the additions of one do not wait for those of the other. An odd last value is added at the end. */
export function range(values: usize, count: i32, result: usize): void {
  const first = v128.load64_splat(values);
  let lows = first;
  let highs = first;
  const end: usize = values + ((count & ~1) << 3);
  for (let at = values; at < end; at += 16) {
    const pair = v128.load(at);
    lows = f64x2.pmin(lows, pair);
    highs = f64x2.pmax(highs, pair);
  }
  let low = f64x2.extract_lane(lows, 0);
  let high = f64x2.extract_lane(highs, 0);
  if (f64x2.extract_lane(lows, 1) < low) low = f64x2.extract_lane(lows, 1);
  if (f64x2.extract_lane(highs, 1) > high) high = f64x2.extract_lane(highs, 1);
  if ((count & 1) === 1) {
    const last = load<f64>(end);
    if (last < low) low = last;
    if (last > high) high = last;
  }
  store<f64>(result, low);
  store<f64>(result, high, 8);
}

/** Sum of the values. */
export function total(values: usize, count: i32): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let at = values;
  const end: usize = values + ((count & ~3) << 3);
  for (; at < end; at += 32) {
    a = f64x2.add(a, v128.load(at));
    b = f64x2.add(b, v128.load(at, 16));
  }
  let sum = lanes(f64x2.add(a, b));
  for (const all: usize = values + (count << 3); at < all; at += 8) sum += load<f64>(at);
  return sum;
}

/** Sum of (value + shift)². */
export function energy(values: usize, count: i32, shift: f64): f64 {
  const shifts = f64x2.splat(shift);
  let a = f64x2.splat(0);
  let b = a;
  let at = values;
  const end: usize = values + ((count & ~3) << 3);
  for (; at < end; at += 32) {
    const c = f64x2.add(v128.load(at), shifts);
    const d = f64x2.add(v128.load(at, 16), shifts);
    a = f64x2.add(a, f64x2.mul(c, c));
    b = f64x2.add(b, f64x2.mul(d, d));
  }
  let sum = lanes(f64x2.add(a, b));
  for (const all: usize = values + (count << 3); at < all; at += 8) {
    const value = load<f64>(at) + shift;
    sum += value * value;
  }
  return sum;
}

/** Sums of |d|, d², d³ and d⁴ for the deviations d from `mean`. */
export function deviations(values: usize, count: i32, mean: f64, result: usize): void {
  const means = f64x2.splat(mean);
  let absolute = f64x2.splat(0);
  let square = absolute;
  let cube = absolute;
  let fourth = absolute;
  let at = values;
  const end: usize = values + ((count & ~1) << 3);
  for (; at < end; at += 16) {
    const deviation = f64x2.sub(v128.load(at), means);
    const squared = f64x2.mul(deviation, deviation);
    absolute = f64x2.add(absolute, f64x2.abs(deviation));
    square = f64x2.add(square, squared);
    cube = f64x2.add(cube, f64x2.mul(squared, deviation));
    fourth = f64x2.add(fourth, f64x2.mul(squared, squared));
  }
  const odd = (count & 1) === 1;
  const last = odd ? load<f64>(at) - mean : 0;
  store<f64>(result, lanes(absolute) + abs(last));
  store<f64>(result, lanes(square) + last * last, 8);
  store<f64>(result, lanes(cube) + last * last * last, 16);
  store<f64>(result, lanes(fourth) + last * last * (last * last), 24);
}

/** Mean absolute deviation, from their own mean, of the values in [low, high]; NaN where there are none. */
export function deviationWithin(values: usize, count: i32, low: f64, high: f64): f64 {
  const lows = f64x2.splat(low);
  const highs = f64x2.splat(high);
  const ones = f64x2.splat(1);
  let sums = f64x2.splat(0);
  let kept = sums;
  const end: usize = values + ((count & ~1) << 3);
  for (let at = values; at < end; at += 16) {
    const pair = v128.load(at);
    const within = v128.and(f64x2.ge(pair, lows), f64x2.le(pair, highs));
    sums = f64x2.add(sums, v128.and(pair, within));
    kept = f64x2.add(kept, v128.and(ones, within));
  }
  const last = load<f64>(end);
  const isLast = (count & 1) === 1 && last >= low && last <= high;
  const number = lanes(kept) + (isLast ? 1 : 0);
  const mean = (lanes(sums) + (isLast ? last : 0)) / number;
  const means = f64x2.splat(mean);
  let absolute = f64x2.splat(0);
  for (let at = values; at < end; at += 16) {
    const pair = v128.load(at);
    const within = v128.and(f64x2.ge(pair, lows), f64x2.le(pair, highs));
    absolute = f64x2.add(absolute, v128.and(f64x2.abs(f64x2.sub(pair, means)), within));
  }
  return (lanes(absolute) + (isLast ? abs(last - mean) : 0)) / number;
}

function lanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Bucket of each value (u16) and, in `starts` (u32, buckets + 1 of them), where each begins among the sorted values. */
export function bucketize(
  values: usize,
  count: i32,
  minimum: f64,
  perUnit: f64,
  buckets: i32,
  bucketOf: usize,
  starts: usize,
): void {
  memory.fill(starts, 0, (buckets + 1) << 2);
  const last = buckets - 1;
  const lows = f64x2.splat(minimum);
  const scale = f64x2.splat(perUnit);
  const top = i32x4.splat(last);
  const pairs = count & ~1;
  for (let n = 0; n < pairs; n += 2) {
    const scaled = f64x2.mul(f64x2.sub(v128.load(values + (n << 3)), lows), scale);
    const both = i32x4.min_s(i32x4.trunc_sat_f64x2_s_zero(scaled), top);
    const a = i32x4.extract_lane(both, 0);
    const b = i32x4.extract_lane(both, 1);
    store<u16>(bucketOf + (n << 1), <u16>a);
    store<u16>(bucketOf + (n << 1), <u16>b, 2);
    increment(starts + (a << 2));
    increment(starts + (b << 2));
  }
  if (pairs < count) {
    const bucket = min(last, <i32>((load<f64>(values + (pairs << 3)) - minimum) * perUnit));
    store<u16>(bucketOf + (pairs << 1), <u16>bucket);
    increment(starts + (bucket << 2));
  }
  let before: u32 = 0;
  for (let bucket = 0; bucket <= buckets; bucket++) {
    const own = load<u32>(starts + (bucket << 2));
    store<u32>(starts + (bucket << 2), before);
    before += own;
  }
}

/** Values of the buckets with a place in `fill` (u32, the next index into `result`; 0xffffffff where not wanted). */
export function gatherBuckets(values: usize, count: i32, bucketOf: usize, fill: usize, result: usize): void {
  for (let n = 0; n < count; n++) {
    const slot: usize = fill + ((<i32>load<u16>(bucketOf + (n << 1))) << 2);
    const place = load<i32>(slot);
    if (place < 0) continue;
    store<f64>(result + (place << 3), load<f64>(values + (n << 3)));
    store<i32>(slot, place + 1);
  }
}

/** Level (u16, from 1) of each value and the number of each (u32); `last` is the index of the last edge. */
export function assignLevels(
  values: usize,
  count: i32,
  edges: usize,
  last: i32,
  perLevel: f64,
  levels: usize,
  pixels: usize,
): void {
  memory.fill(pixels, 0, (last + 2) << 2);
  const lowest = load<f64>(edges);
  for (let n = 0; n < count; n++) {
    const value = load<f64>(values + (n << 3));
    let level = <i32>((value - lowest) * perLevel);
    if (level > last) level = last;
    while (level > 0 && load<f64>(edges + (level << 3)) > value) level--;
    while (level < last && load<f64>(edges + (level << 3), 8) <= value) level++;
    store<u16>(levels + (n << 1), <u16>(level + 1));
    increment(pixels + ((level + 1) << 2));
  }
}

/** Each u16 through a table. */
export function translate(numbers: usize, count: i32, table: usize): void {
  const end: usize = numbers + (count << 1);
  for (let at = numbers; at < end; at += 2) store<u16>(at, load<u16>(table + ((<i32>load<u16>(at)) << 1)));
}

function increment(cell: usize): void {
  store<u32>(cell, load<u32>(cell) + 1);
}
