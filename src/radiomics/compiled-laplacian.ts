/** Laplacians of Gaussian by the compiled kernels; undefined where those cannot be had. */
import { arrange } from './kernels.ts';
import { type Laplacian, length } from './laplacian.ts';
import type { RecursiveFilter } from './recursive-gaussian.ts';

/** Bytes of a sample of the four lines that are filtered together. */
const GROUP = 32;

/** The box of each Laplacian; all have the tile and the box of the first. `fill` writes the tile's pixels, row-major. */
export function compiledLaplacians(
  laplacians: readonly Laplacian[],
  fill: (tile: Float64Array) => void,
): Float64Array[] | undefined {
  const [{ width, height, box }] = laplacians;
  const longest = Math.max(width, height);
  const between = 4 * Math.max(box.width * height, box.height * width);
  const pixels = box.width * box.height;
  const arranged = arrange(8 * width * height, between, 4 * pixels, 4 * pixels, 8 * pixels, 8 * 14, 2 * GROUP * (longest + 12));
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [tile, bent, alongX, alongY, result, tapsAt, work] = at;
  fill(new Float64Array(buffer, tile, width * height));
  const taps = new Float64Array(buffer, tapsAt, 14);
  const place = ({ causal, anticausal, feedback, causalGain, anticausalGain }: RecursiveFilter): void =>
    taps.set([...causal, ...anticausal, ...feedback, causalGain, anticausalGain]);
  const row = 8 * width;

  return laplacians.map(({ columns, rows, x, y, perX, perY }) => {
    const source = tile + rows.from * row + columns.from * 8;
    const [across, down] = [length(columns), length(rows)];
    const [left, top] = [box.x - columns.from, box.y - rows.from];
    place(x.secondDerivative);
    kernels.filterLines(source, 0, row, 8, down, across, left, left + box.width, tapsAt, work, bent);
    place(y.smoothing);
    kernels.filterLines(bent, 1, 4 * down, 4, box.width, down, top, top + box.height, tapsAt, work, alongX);
    place(y.secondDerivative);
    kernels.filterLines(source, 0, 8, row, across, down, top, top + box.height, tapsAt, work, bent);
    place(x.smoothing);
    kernels.filterLines(bent, 1, 4 * across, 4, box.height, across, left, left + box.width, tapsAt, work, alongY);
    kernels.addAxes(alongX, alongY, box.width, box.height, perX, perY, result);
    return new Float64Array(buffer, result, pixels).slice();
  });
}
