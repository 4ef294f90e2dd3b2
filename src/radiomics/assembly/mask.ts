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

/** Bits that any of `count` bytes has; `count` a multiple of 16. */
export function bitsOf(bytes: usize, count: i32): i32 {
  let bits = v128.load(bytes);
  for (let n = 16; n < count; n += 16) bits = v128.or(bits, v128.load(bytes + n));
  let result = 0;
  const words = i64x2.extract_lane(bits, 0) | i64x2.extract_lane(bits, 1);
  for (let shift = 0; shift < 64; shift += 8) result |= <i32>(words >> shift) & 255;
  return result;
}
