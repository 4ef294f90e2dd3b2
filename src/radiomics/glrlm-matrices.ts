/**
 * Grey level run length matrices of the four directions, or their weighted sum. One raster pass counts all directions: the pixel
 * before in each direction was visited earlier, so each pixel counts a run that reaches its length; differences give where runs end.
 * Runs end at every pixel outside the region. `distances` has no effect here, as in PyRadiomics.
 */
import type { Spacing } from '../core/index.ts';
import { compiledRuns, type RunCounts } from './compiled-runs.ts';
import type { ImageRegion } from './feature-class.ts';
import { planePositions, rankPlane } from './level-plane.ts';
import type { Roi } from './roi.ts';
import type { WeightingNorm } from './settings.ts';
import { fromDense, type SizeMatrix } from './size-matrix.ts';

/** Steps to the pixel before. */
const DIRECTIONS = [
  { dx: 1, dy: 0 },
  { dx: 1, dy: 1 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 1 },
] as const;

type Direction = (typeof DIRECTIONS)[number];

/** Calls `use` with the matrix of each direction in which two pixels lie on one line, or with one weighted sum of them. */
export function forEachRunMatrix(region: ImageRegion, use: (matrix: SizeMatrix) => void): void {
  const { roi, greyLevels, settings, spacing } = region;
  const { present } = greyLevels;
  const stride = Math.max(roi.box.width, roi.box.height) + 1;
  const { counts, longest } = endedRuns(compiledRuns(region, stride) ?? countRuns(region, stride), stride);
  const cellsEach = present.length * stride;
  const usable = DIRECTIONS.map((direction, d) => ({
    direction,
    cells: counts.subarray(d * cellsEach, (d + 1) * cellsEach),
  })).filter(({ direction }) => hasLine(roi, direction));
  if (settings.weightingNorm === null) {
    for (const { cells } of usable) use(fromDense(cells, stride, longest, present));
    return;
  }
  const weighted = new Float64Array(cellsEach);
  for (const { direction, cells } of usable) {
    const factor = length(settings.weightingNorm, direction, spacing);
    for (let n = 0; n < cellsEach; n++) weighted[n] += factor * cells[n];
  }
  use(fromDense(weighted, stride, longest, present));
}

/** `stride`: cells for each rank. Twin of the compiled one. */
export function countRuns(region: ImageRegion, stride: number): RunCounts {
  const { rank, present } = region.greyLevels;
  const plane = rankPlane(region);
  const { cells, stride: rows } = plane;
  const positions = planePositions(region.roi, plane);
  const second = present.length * stride;
  const third = 2 * second;
  const fourth = 3 * second;
  const counts = new Uint32Array(4 * second);
  const [step0, step1, step2, step3] = DIRECTIONS.map(({ dx, dy }) => dy * rows + dx);
  const run0 = new Uint16Array(cells.length);
  const run1 = new Uint16Array(cells.length);
  const run2 = new Uint16Array(cells.length);
  const run3 = new Uint16Array(cells.length);
  let bits = 0;
  for (let n = 0; n < positions.length; n++) {
    const position = positions[n];
    const level = rank[n];
    const row = (level - 1) * stride;
    const before0 = position - step0;
    const before1 = position - step1;
    const before2 = position - step2;
    const before3 = position - step3;
    // (a ^ b) - 1 >> 31 is all ones where a = b, else 0: no branch to guess wrong.
    const length0 = (run0[before0] & (((cells[before0] ^ level) - 1) >> 31)) + 1;
    const length1 = (run1[before1] & (((cells[before1] ^ level) - 1) >> 31)) + 1;
    const length2 = (run2[before2] & (((cells[before2] ^ level) - 1) >> 31)) + 1;
    const length3 = (run3[before3] & (((cells[before3] ^ level) - 1) >> 31)) + 1;
    run0[position] = length0;
    run1[position] = length1;
    run2[position] = length2;
    run3[position] = length3;
    counts[row + length0]++;
    counts[row + second + length1]++;
    counts[row + third + length2]++;
    counts[row + fourth + length3]++;
    bits |= length0 | length1 | length2 | length3;
  }
  return { reached: counts, longest: Math.min(stride - 1, 2 ** (32 - Math.clz32(bits)) - 1) };
}

/** From runs that reach each length to those that end there, in place. */
function endedRuns({ reached: counts, longest }: RunCounts, stride: number): { counts: Uint32Array; longest: number } {
  for (let row = 0; row < counts.length; row += stride) {
    for (let length = 1; length < longest; length++) counts[row + length] -= counts[row + length + 1];
  }
  return { counts, longest };
}

/** Whether any line in the direction holds two pixels of the region; otherwise PyRadiomics leaves the direction out. */
function hasLine({ box, positions }: Roi, { dx, dy }: Direction): boolean {
  const seen = new Uint8Array(box.width + box.height);
  for (let n = 0; n < positions.length; n++) {
    const y = Math.floor(positions[n] / box.width);
    const x = positions[n] - y * box.width;
    const line = dx * y - dy * x + (dx > 0 ? dy * (box.width - 1) : dx < 0 ? box.width + box.height - 2 : box.width - 1);
    if (seen[line] === 1) return true;
    seen[line] = 1;
  }
  return false;
}

/** W: length of the step in mm by the given norm. PyRadiomics weights co-occurrences by exp(-W²) but runs by W itself. */
function length(norm: WeightingNorm, { dx, dy }: Direction, { xMm, yMm }: Spacing): number {
  const x = Math.abs(dx) * xMm;
  const y = Math.abs(dy) * yMm;
  switch (norm) {
    case 'infinity':
      return Math.max(x, y);
    case 'euclidean':
      return Math.sqrt(x * x + y * y);
    case 'manhattan':
      return x + y;
    case 'no_weighting':
      return 1;
  }
}
