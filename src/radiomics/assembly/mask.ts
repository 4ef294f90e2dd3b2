/** Masks of bytes 0 and 1, sixteen pixels at a time. Twins: ../outline.ts, ../prepare.ts. */

/**
 * Cells of 2 x 2 pixels of a mask with a border of zeros: corners, horizontal and vertical edges and eighths of the area inside,
 * as i32, in `result`. A row of `stride` bytes ends with at least 16 zeros.
 */
export function countCells(mask: usize, stride: i32, width: i32, height: i32, result: usize): void {
  let corners = 0;
  let horizontal = 0;
  let vertical = 0;
  let eighths = 0;
  for (let y = 0; y <= height; y++) {
    const row: usize = mask + y * stride;
    for (let x = 0; x <= width; x += 16) {
      const at: usize = row + x;
      const topLeft = v128.load(at);
      const topRight = v128.load(at, 1);
      const bottomLeft = v128.load(at + stride);
      const bottomRight = v128.load(at + stride, 1);
      const sum = i8x16.add(i8x16.add(topLeft, topRight), i8x16.add(bottomLeft, bottomRight));
      if (!v128.any_true(sum)) continue;
      const all = popcnt(i8x16.bitmask(i8x16.eq(sum, i8x16.splat(4))));
      eighths += 8 * all;
      if (all === 16) continue;
      const one = popcnt(i8x16.bitmask(i8x16.eq(sum, i8x16.splat(1))));
      const three = popcnt(i8x16.bitmask(i8x16.eq(sum, i8x16.splat(3))));
      const two = i8x16.eq(sum, i8x16.splat(2));
      const diagonal = v128.and(two, i8x16.eq(topLeft, bottomRight));
      const straight = v128.andnot(two, diagonal);
      const level = v128.and(straight, i8x16.eq(topLeft, topRight));
      const diagonals = popcnt(i8x16.bitmask(diagonal));
      const levels = popcnt(i8x16.bitmask(level));
      const straights = popcnt(i8x16.bitmask(straight));
      corners += one + three + 2 * diagonals;
      horizontal += levels;
      vertical += straights - levels;
      eighths += one + 7 * three + 2 * diagonals + 4 * straights;
    }
  }
  store<i32>(result, corners);
  store<i32>(result, horizontal, 4);
  store<i32>(result, vertical, 8);
  store<i32>(result, eighths, 12);
}

/**
 * Of a mask of `width` x `height` bytes, followed by 16 spare ones: into `result`, as i32, first and last column and row of the pixels
 * that are not 0, their number, and the bits that any has. First and last are those of an empty range where there are none.
 */
export function maskBounds(mask: usize, width: i32, height: i32, result: usize): void {
  const zero = i8x16.splat(0);
  const whole = width & ~15;
  const tail = width - whole;
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  let pixels = 0;
  let bits = zero;
  for (let y = 0; y < height; y++) {
    const row: usize = mask + y * width;
    let first = -1;
    let last = -1;
    for (let x = 0; x < width; x += 16) {
      const bytes = v128.load(row + x);
      let inside = i8x16.bitmask(i8x16.ne(bytes, zero));
      if (x === whole) inside &= (1 << tail) - 1;
      else bits = v128.or(bits, bytes);
      if (inside === 0) continue;
      if (first < 0) first = x + ctz(inside);
      last = x + 31 - clz(inside);
      pixels += popcnt(inside);
    }
    for (let x = whole; x < width; x++) bits = v128.or(bits, i8x16.splat(load<i8>(row + x)));
    if (first < 0) continue;
    left = min(left, first);
    right = max(right, last);
    if (bottom < 0) top = y;
    bottom = y;
  }
  const words = i64x2.extract_lane(bits, 0) | i64x2.extract_lane(bits, 1);
  let all = 0;
  for (let shift = 0; shift < 64; shift += 8) all |= <i32>(words >> shift) & 255;
  store<i32>(result, left);
  store<i32>(result, right, 4);
  store<i32>(result, top, 8);
  store<i32>(result, bottom, 12);
  store<i32>(result, pixels, 16);
  store<i32>(result, all, 20);
}
