/**
 * Exact squared Euclidean distance to the nearest 1 of a mask, between pixel centres, in mm² (Felzenszwalb and Huttenlocher 2012):
 * distances along each column, then the lower envelope of one parabola per column along each row. Infinity for an empty mask.
 */
import type { Mask, Spacing } from '../core/index.ts';

export function squaredDistancesMm(mask: Mask, width: number, height: number, { xMm, yMm }: Spacing): Float64Array {
  const squares = squaredDistancesInColumns(mask, width, height, yMm);
  const row = new Float64Array(width);
  const envelope = { apex: new Int32Array(width), from: new Float64Array(width) };
  for (let y = 0; y < height; y++) {
    row.set(squares.subarray(y * width, (y + 1) * width));
    lowerEnvelope(row, xMm, envelope, squares, y * width);
  }
  return squares;
}

function squaredDistancesInColumns(mask: Mask, width: number, height: number, yMm: number): Float64Array {
  const squares = new Float64Array(mask.length);
  for (let x = 0; x < width; x++) {
    let steps = Infinity;
    for (let n = x; n < mask.length; n += width) {
      steps = mask[n] === 1 ? 0 : steps + 1;
      squares[n] = steps;
    }
    steps = Infinity;
    for (let n = (height - 1) * width + x; n >= 0; n -= width) {
      steps = mask[n] === 1 ? 0 : steps + 1;
      squares[n] = (Math.min(steps, squares[n]) * yMm) ** 2;
    }
  }
  return squares;
}

/** target[to + x] = min over q of row[q] + ((x - q) xMm)². Parabola `apex[k]` is the lowest from abscissa `from[k]` on. */
function lowerEnvelope(
  row: Float64Array,
  xMm: number,
  { apex, from }: { readonly apex: Int32Array; readonly from: Float64Array },
  target: Float64Array,
  to: number,
): void {
  let parabolas = 0;
  for (let q = 0; q < row.length; q++) {
    if (row[q] === Infinity) continue;
    let start = -Infinity;
    while (parabolas > 0) {
      start = crossing(row, apex[parabolas - 1], q, xMm);
      if (start > from[parabolas - 1]) break;
      parabolas--;
    }
    apex[parabolas] = q;
    from[parabolas] = parabolas === 0 ? -Infinity : start;
    parabolas++;
  }
  if (parabolas === 0) return;
  for (let x = 0, k = 0; x < row.length; x++) {
    while (k + 1 < parabolas && from[k + 1] < x) k++;
    target[to + x] = row[apex[k]] + ((x - apex[k]) * xMm) ** 2;
  }
}

/** Where the parabola at q, to the right of p, becomes the lower one; in pixels. */
function crossing(row: Float64Array, p: number, q: number, xMm: number): number {
  return (q + p + (row[q] - row[p]) / ((q - p) * xMm * xMm)) / 2;
}
