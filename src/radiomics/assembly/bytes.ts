/** Exact sums over 8-bit pixels, sixteen at a time. Twin: ../normalization.ts. */

/** 32-bit lanes hold the squares of so many steps: 4 x 255² each. */
const STEPS: usize = 8192;

/** Into `result`, f64: Σ x, Σ x², and the number of pixels that are not as the first. `count` may be any number of 1 or more. */
export function sumBytes(pixels: usize, count: i32, result: usize): void {
  const first = v128.load8_splat(pixels);
  const whole: usize = pixels + (count & ~15);
  let total: u64 = 0;
  let squares: u64 = 0;
  let others: u64 = 0;
  let at = pixels;
  while (at < whole) {
    const stop = min(whole, at + (STEPS << 4));
    let sums = i32x4.splat(0);
    let powers = sums;
    let unlike = sums;
    for (; at < stop; at += 16) {
      const own = v128.load(at);
      const low = i16x8.extend_low_i8x16_u(own);
      const high = i16x8.extend_high_i8x16_u(own);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(own)));
      powers = i32x4.add(powers, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
      const ones = v128.and(i8x16.ne(own, first), i8x16.splat(1));
      unlike = i32x4.add(unlike, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(ones)));
    }
    total += lanes(sums);
    squares += lanes(powers);
    others += lanes(unlike);
  }
  const same = load<u8>(pixels);
  for (const end: usize = pixels + count; at < end; at++) {
    const own = <u64>load<u8>(at);
    total += own;
    squares += own * own;
    others += u64(own !== <u64>same);
  }
  store<f64>(result, <f64>total);
  store<f64>(result, <f64>squares, 8);
  store<f64>(result, <f64>others, 16);
}

function lanes(sums: v128): u64 {
  const low = <u64>(<u32>i32x4.extract_lane(sums, 0)) + <u64>(<u32>i32x4.extract_lane(sums, 1));
  return low + <u64>(<u32>i32x4.extract_lane(sums, 2)) + <u64>(<u32>i32x4.extract_lane(sums, 3));
}
