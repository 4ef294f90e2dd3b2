/** A finite filter along rows or columns. Twin: ../convolve.ts; every output has its bits. */

/**
 * target[y][x] = sum over ascending j of filter[j] source[from + y rowStep + x - j tapStep], f64, steps in bytes; `from` is where
 * tap 0 of the first output reads.
 */
export function convolvePlane(
  from: usize,
  rowStep: i32,
  tapStep: i32,
  filter: usize,
  taps: i32,
  target: usize,
  width: i32,
  height: i32,
): void {
  for (let y = 0; y < height; y++) {
    let at: usize = from + y * rowStep;
    let x = 0;
    for (; x + 4 <= width; x += 4, at += 32, target += 32) {
      let a = f64x2.splat(0);
      let b = a;
      let source = at;
      for (let j = 0; j < taps; j++, source -= tapStep) {
        const tap = v128.load64_splat(filter + (j << 3));
        a = f64x2.add(a, f64x2.mul(tap, v128.load(source)));
        b = f64x2.add(b, f64x2.mul(tap, v128.load(source, 16)));
      }
      v128.store(target, a);
      v128.store(target, b, 16);
    }
    for (; x < width; x++, at += 8, target += 8) {
      let sum: f64 = 0;
      let source = at;
      for (let j = 0; j < taps; j++, source -= tapStep) sum += load<f64>(filter + (j << 3)) * load<f64>(source);
      store<f64>(target, sum);
    }
  }
}
