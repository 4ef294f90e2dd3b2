/**
 * Zones of one grey level, found eight pixels at a time. Twin: ../glszm-matrix.ts. Planes hold u16, 0 outside the region; a row may
 * be read up to seven cells beyond its end, where zeros are.
 */

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
