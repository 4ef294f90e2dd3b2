/** Pairs of grey levels and the marginal sums of their matrix. Twins: ../glcm-matrices.ts, ../glcm-statistics.ts. */

/**
 * `plane`: u16 ranks in a border, 0 outside the region. For each of `directions` steps (in bytes) size x (size + 1) u32 cells;
 * column 0 takes pairs that leave the region.
 */
export function countPairs(
  plane: usize,
  stride: i32,
  border: i32,
  width: i32,
  height: i32,
  steps: usize,
  directions: i32,
  size: i32,
  cells: usize,
): void {
  const each = (size * (size + 1)) << 2;
  memory.fill(cells, 0, each * directions);
  let d = 0;
  for (; d + 4 <= directions; d += 4) {
    countFour(plane, stride, border, width, height, steps + (d << 2), size, cells + d * each);
  }
  for (; d < directions; d++) countOne(plane, stride, border, width, height, load<i32>(steps + (d << 2)), size, cells + d * each);
}

function countFour(plane: usize, stride: i32, border: i32, width: i32, height: i32, steps: usize, size: i32, cells: usize): void {
  const step0 = load<i32>(steps);
  const step1 = load<i32>(steps, 4);
  const step2 = load<i32>(steps, 8);
  const step3 = load<i32>(steps, 12);
  const row = (size + 1) << 2;
  const first = cells - row;
  const second = first + size * row;
  const third = second + size * row;
  const fourth = third + size * row;
  for (let y = 0; y < height; y++) {
    let at: usize = plane + (((y + border) * stride + border) << 1);
    const end: usize = at + (width << 1);
    for (; at < end; at += 2) {
      const rank = <i32>load<u16>(at);
      if (rank === 0) continue;
      const offset = rank * row;
      increment(first + offset + ((<i32>load<u16>(at + step0)) << 2));
      increment(second + offset + ((<i32>load<u16>(at + step1)) << 2));
      increment(third + offset + ((<i32>load<u16>(at + step2)) << 2));
      increment(fourth + offset + ((<i32>load<u16>(at + step3)) << 2));
    }
  }
}

function countOne(plane: usize, stride: i32, border: i32, width: i32, height: i32, step: i32, size: i32, cells: usize): void {
  const row = (size + 1) << 2;
  for (let y = 0; y < height; y++) {
    let at: usize = plane + (((y + border) * stride + border) << 1);
    const end: usize = at + (width << 1);
    for (; at < end; at += 2) {
      const rank = <i32>load<u16>(at);
      if (rank > 0) increment(cells + (rank - 1) * row + ((<i32>load<u16>(at + step)) << 2));
    }
  }
}

function increment(cell: usize): void {
  store<u32>(cell, load<u32>(cell) + 1);
}

/**
 * Occupied cells of one direction (of P + Pᵀ where `symmetrical`) row by row, and their sums by row, column, level sum and level
 * difference. `scalars` takes the total, the sum of squares and the largest count.
 */
export function collectMatrix(
  cells: usize,
  size: i32,
  symmetrical: i32,
  levels: usize,
  highest: i32,
  starts: usize,
  columns: usize,
  counts: usize,
  px: usize,
  py: usize,
  rowMoment: usize,
  sum: usize,
  difference: usize,
  scalars: usize,
): void {
  const row = (size + 1) << 2;
  memory.fill(py, 0, size << 3);
  memory.fill(sum, 0, (2 * highest + 1) << 3);
  memory.fill(difference, 0, highest << 3);
  let occupied = 0;
  let total: f64 = 0;
  let squares: f64 = 0;
  let maximum: u32 = 0;
  store<i32>(starts, 0);
  for (let i = 0; i < size; i++) {
    const begin = occupied;
    let across: usize = cells + i * row + 4;
    let down: usize = cells + ((i + 1) << 2);
    for (let j = 0; j < size; j++) {
      let count = load<u32>(across);
      if (symmetrical) count += load<u32>(down);
      across += 4;
      down += row;
      store<u16>(columns + (occupied << 1), <u16>j);
      store<f64>(counts + (occupied << 3), <f64>count);
      occupied += i32(count !== 0);
      if (count > maximum) maximum = count;
    }
    store<i32>(starts + ((i + 1) << 2), occupied);
    const level = load<i32>(levels + (i << 2));
    const sumOfRow = sum + (level << 3);
    let rowCount: f64 = 0;
    let moment: f64 = 0;
    for (let n = begin; n < occupied; n++) {
      const count = load<f64>(counts + (n << 3));
      const j = <i32>load<u16>(columns + (n << 1));
      const other = load<i32>(levels + (j << 2));
      rowCount += count;
      moment += count * <f64>other;
      squares += count * count;
      add(py + (j << 3), count);
      add(sumOfRow + (other << 3), count);
      add(difference + (abs(level - other) << 3), count);
    }
    store<f64>(px + (i << 3), rowCount);
    store<f64>(rowMoment + (i << 3), moment);
    total += rowCount;
  }
  store<f64>(scalars, total);
  store<f64>(scalars, squares, 8);
  store<f64>(scalars, <f64>maximum, 16);
}

function add(cell: usize, value: f64): void {
  store<f64>(cell, load<f64>(cell) + value);
}

/** Σ P(i,j) / (px(i) py(j)) / total; `tally` (f64, 64 of them) counts the cells of 0 to 63 pairs. */
export function tallyCounts(
  size: i32,
  starts: usize,
  columns: usize,
  counts: usize,
  perX: usize,
  perY: usize,
  total: f64,
  tally: usize,
): f64 {
  memory.fill(tally, 0, 64 << 3);
  let overExpected: f64 = 0;
  for (let i = 0; i < size; i++) {
    const end = load<i32>(starts + ((i + 1) << 2));
    let row: f64 = 0;
    for (let n = load<i32>(starts + (i << 2)); n < end; n++) {
      const count = load<f64>(counts + (n << 3));
      if (count < 64) add(tally + ((<i32>count) << 3), 1);
      row += count * load<f64>(perY + ((<i32>load<u16>(columns + (n << 1))) << 3));
    }
    if (row > 0) overExpected += (row / total) * load<f64>(perX + (i << 3));
  }
  return overExpected;
}
