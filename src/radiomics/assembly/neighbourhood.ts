/**
 * Dependences and grey tone differences: what a pixel has in common with its neighbours, eight pixels at a time.
 * Twins: ../gldm-matrix.ts, ../ngtdm-statistics.ts. Planes hold u16, 0 outside the region; a row may be read
 * up to seven cells beyond its end, where zeros are.
 */

/** u32 cells by rank and number of dependents, `columns` to a row (row 0 unused). Steps in bytes; opposite ones are implied. */
export function countDependents(
  levels: usize,
  ranks: usize,
  stride: i32,
  border: i32,
  width: i32,
  height: i32,
  steps: usize,
  directions: i32,
  most: i32,
  columns: i32,
  cells: usize,
): void {
  const zero = i16x8.splat(0);
  const limit = i16x8.splat(<i16>most);
  for (let y = 0; y < height; y++) {
    const row = ((y + border) * stride + border) << 1;
    for (let x = 0; x < width; x += 8) {
      const offset = row + (x << 1);
      const at: usize = levels + offset;
      const own = v128.load(at);
      let inside = i16x8.bitmask(i16x8.ne(own, zero));
      if (inside === 0) continue;
      let dependents = zero;
      for (let d = 0; d < directions; d++) {
        const step = load<i32>(steps + (d << 2));
        const after = v128.load(at + step);
        const before = v128.load(at - step);
        if (most === 0) {
          dependents = i16x8.sub(dependents, i16x8.add(i16x8.eq(after, own), i16x8.eq(before, own)));
        } else {
          dependents = i16x8.sub(dependents, i16x8.add(within(after, own, limit, zero), within(before, own, limit, zero)));
        }
      }
      v128.store(LANES, dependents);
      while (inside !== 0) {
        const lane = ctz(inside) << 1;
        inside &= inside - 1;
        const rank = <i32>load<u16>(ranks + offset + lane);
        const cell: usize = cells + ((rank * columns + <i32>load<u16>(LANES + lane)) << 2);
        store<u32>(cell, load<u32>(cell) + 1);
      }
    }
  }
}

/** Sixteen bytes below the first array that a caller places. */
const LANES: usize = 256;
const MORE_LANES: usize = 272;

function within(other: v128, own: v128, limit: v128, zero: v128): v128 {
  const apart = i16x8.sub(i16x8.max_u(other, own), i16x8.min_u(other, own));
  return v128.and(i16x8.le_u(apart, limit), i16x8.ne(other, zero));
}

/**
 * f64 cells by rank (0 to `size`, row 0 unused) and number n of neighbours, `columns` to a row: the sum of |n i - sum of the neighbours|,
 * of which n i and the sum must stay below 65,536.
 */
export function sumDifferences(
  levels: usize,
  ranks: usize,
  stride: i32,
  border: i32,
  width: i32,
  height: i32,
  steps: usize,
  directions: i32,
  columns: i32,
  size: i32,
  cells: usize,
): void {
  const zero = i16x8.splat(0);
  const end: usize = cells + (((size + 1) * columns) << 3);
  memory.fill(cells, 0, end - cells);
  for (let y = 0; y < height; y++) {
    const row = ((y + border) * stride + border) << 1;
    for (let x = 0; x < width; x += 8) {
      const offset = row + (x << 1);
      const at: usize = levels + offset;
      const own = v128.load(at);
      let inside = i16x8.bitmask(i16x8.ne(own, zero));
      if (inside === 0) continue;
      let sum = zero;
      let absent = zero;
      for (let d = 0; d < directions; d++) {
        const step = load<i32>(steps + (d << 2));
        const after = v128.load(at + step);
        const before = v128.load(at - step);
        sum = i16x8.add(sum, i16x8.add(after, before));
        absent = i16x8.sub(absent, i16x8.add(i16x8.eq(after, zero), i16x8.eq(before, zero)));
      }
      const neighbours = i16x8.sub(i16x8.splat(<i16>(2 * directions)), absent);
      const product = i16x8.mul(neighbours, own);
      v128.store(LANES, i16x8.sub(i16x8.max_u(product, sum), i16x8.min_u(product, sum)));
      v128.store(MORE_LANES, neighbours);
      while (inside !== 0) {
        const lane = ctz(inside) << 1;
        inside &= inside - 1;
        const rank = <i32>load<u16>(ranks + offset + lane);
        const cell: usize = cells + ((rank * columns + <i32>load<u16>(MORE_LANES + lane)) << 3);
        store<u64>(cell, load<u64>(cell) + <u64>load<u16>(LANES + lane));
      }
    }
  }
  for (let cell = cells; cell < end; cell += 8) store<f64>(cell, <f64>load<u64>(cell));
}
