/**
 * Dependences, grey tone differences and zones: what a pixel has in common with its neighbours, eight pixels at a time.
 * Twins: ../gldm-matrix.ts, ../ngtdm-statistics.ts, ../glszm-matrix.ts. Planes hold u16, 0 outside the region; a row may be read
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

/**
 * 8-connected zones of one rank. Of size below `columns`: u32 cells by rank and size (row 0 unused); larger ones as i32 pairs of
 * rank and size in `large`, whose number is returned. `zones` has a place for each cell of the plane; `parents`, `sizes` (i32)
 * and `owners` (u16) one for each pixel. Most pixels of an image with many levels have no equal neighbour: a zone each.
 */
export function countZones(
  ranks: usize,
  stride: i32,
  border: i32,
  width: i32,
  height: i32,
  zones: usize,
  parents: usize,
  sizes: usize,
  owners: usize,
  columns: i32,
  cells: usize,
  large: usize,
): i32 {
  const zero = i16x8.splat(0);
  const up = stride << 1;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const row = (y + border) * stride + border;
    for (let x = 0; x < width; x += 8) {
      const at: usize = ranks + ((row + x) << 1);
      const own = v128.load(at);
      const inside = i16x8.bitmask(i16x8.ne(own, zero));
      if (inside === 0) continue;
      const above = at - up;
      const below = at + up;
      const beside = v128.or(i16x8.eq(v128.load(at - 2), own), i16x8.eq(v128.load(at + 2), own));
      const over = v128.or(
        v128.or(i16x8.eq(v128.load(above - 2), own), i16x8.eq(v128.load(above), own)),
        i16x8.eq(v128.load(above + 2), own),
      );
      const under = v128.or(
        v128.or(i16x8.eq(v128.load(below - 2), own), i16x8.eq(v128.load(below), own)),
        i16x8.eq(v128.load(below + 2), own),
      );
      const joined = i16x8.bitmask(v128.or(v128.or(beside, over), under));
      let alone = inside & ~joined;
      while (alone !== 0) {
        const rank = <i32>load<u16>(at + (ctz(alone) << 1));
        alone &= alone - 1;
        increment(cells + ((rank * columns + 1) << 2));
      }
      let rest = inside & joined;
      while (rest !== 0) {
        const lane = ctz(rest);
        rest &= rest - 1;
        const cell: usize = zones + ((row + x + lane) << 2);
        const zone = zoneOf(at + (lane << 1), up, cell, stride << 2, parents, sizes);
        if (zone >= 0) {
          store<i32>(cell, zone);
          increment(sizes + (zone << 2));
          continue;
        }
        store<i32>(cell, count);
        store<i32>(parents + (count << 2), count);
        store<i32>(sizes + (count << 2), 1);
        store<u16>(owners + (count << 1), load<u16>(at + (lane << 1)));
        count++;
      }
    }
  }
  let written = 0;
  for (let zone = 0; zone < count; zone++) {
    const size = load<i32>(sizes + (zone << 2));
    if (size === 0) continue;
    const rank = <i32>load<u16>(owners + (zone << 1));
    if (size < columns) increment(cells + ((rank * columns + size) << 2));
    else {
      store<i32>(large + (written << 3), rank);
      store<i32>(large + (written << 3), size, 4);
      written++;
    }
  }
  return written;
}

/** The zone of the earlier neighbours, united where two touch here; -1 where there is none. */
function zoneOf(at: usize, up: i32, cell: usize, rowOfZones: i32, parents: usize, sizes: usize): i32 {
  const rank = load<u16>(at);
  const above: usize = at - up;
  const cellAbove: usize = cell - rowOfZones;
  if (load<u16>(above) === rank) return rootOf(parents, load<i32>(cellAbove));
  const right = load<u16>(above + 2) === rank ? rootOf(parents, load<i32>(cellAbove + 4)) : -1;
  let left = -1;
  if (load<u16>(at - 2) === rank) left = rootOf(parents, load<i32>(cell - 4));
  else if (load<u16>(above - 2) === rank) left = rootOf(parents, load<i32>(cellAbove - 4));
  if (left < 0) return right;
  if (right < 0 || left === right) return left;
  const older = min(left, right);
  const younger = max(left, right);
  store<i32>(parents + (younger << 2), older);
  store<i32>(sizes + (older << 2), load<i32>(sizes + (older << 2)) + load<i32>(sizes + (younger << 2)));
  store<i32>(sizes + (younger << 2), 0);
  return older;
}

function rootOf(parents: usize, zone: i32): i32 {
  let root = zone;
  let parent = load<i32>(parents + (root << 2));
  while (parent !== root) {
    const next = load<i32>(parents + (parent << 2));
    store<i32>(parents + (root << 2), next);
    root = next;
    parent = load<i32>(parents + (root << 2));
  }
  return root;
}

function increment(cell: usize): void {
  store<u32>(cell, load<u32>(cell) + 1);
}
