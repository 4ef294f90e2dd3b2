/** Run lengths of the four directions. Twin: ../glrlm-matrices.ts. */

/**
 * Adds to u32 cells by direction, rank (row 0 unused) and length every pixel at which a run reaches that length, from 2 on.
 * Returns the bits of all these lengths. `rows` takes the lengths of two rows in three directions (6 x stride u16).
 */
export function countRuns(
  ranks: usize,
  stride: i32,
  border: i32,
  width: i32,
  height: i32,
  rows: usize,
  columns: i32,
  cellsEach: i32,
  cells: usize,
): i32 {
  const zero = i16x8.splat(0);
  const one = i16x8.splat(1);
  const line = stride << 1;
  memory.fill(rows, 0, 6 * line);
  let before = rows;
  let current: usize = rows + 3 * line;
  const second = cellsEach << 2;
  let bits = 0;
  for (let y = 0; y < height; y++) {
    const row: usize = ranks + (((y + border) * stride + border) << 1);
    let left: i32 = 0;
    for (let x = 0; x < width; x += 8) {
      const at: usize = row + (x << 1);
      const own = v128.load(at);
      const inside = i16x8.ne(own, zero);
      const slot: usize = (border + x) << 1;
      if (!v128.any_true(inside)) {
        v128.store(current + slot, zero);
        v128.store(current + line + slot, zero);
        v128.store(current + 2 * line + slot, zero);
        left = 0;
        continue;
      }
      // Along the row: the run of the pixel before goes on lane by lane.
      const equal = i16x8.bitmask(v128.and(i16x8.eq(v128.load(at - 2), own), inside));
      if (equal === 0) left = 1;
      else {
        let lane = 0;
        while (lane < 8) {
          if (((equal >> lane) & 1) === 0) left = 1;
          else {
            left++;
            bits |= left;
            increment(cells + ((<i32>load<u16>(at + (lane << 1)) * columns + left) << 2));
          }
          lane++;
        }
      }
      bits |= extend(at, at - line - 2, before + slot - 2, current + slot, own, inside, one, columns, cells + second);
      bits |= extend(at, at - line, before + line + slot, current + line + slot, own, inside, one, columns, cells + 2 * second);
      bits |= extend(
        at,
        at - line + 2,
        before + 2 * line + slot + 2,
        current + 2 * line + slot,
        own,
        inside,
        one,
        columns,
        cells + 3 * second,
      );
    }
    const swap = before;
    before = current;
    current = swap;
  }
  return bits;
}

/** Lengths of the runs that come from another row, and their count where they are 2 or more. */
function extend(
  at: usize,
  other: usize,
  from: usize,
  to: usize,
  own: v128,
  inside: v128,
  one: v128,
  columns: i32,
  cells: usize,
): i32 {
  const goesOn = v128.and(i16x8.eq(v128.load(other), own), inside);
  const lengths = i16x8.add(v128.and(v128.load(from), goesOn), one);
  v128.store(to, lengths);
  let lanes = i16x8.bitmask(goesOn);
  let bits = 0;
  while (lanes !== 0) {
    const lane = ctz(lanes) << 1;
    lanes &= lanes - 1;
    const length = <i32>load<u16>(to + lane);
    bits |= length;
    increment(cells + ((<i32>load<u16>(at + lane) * columns + length) << 2));
  }
  return bits;
}

function increment(cell: usize): void {
  store<u32>(cell, load<u32>(cell) + 1);
}
