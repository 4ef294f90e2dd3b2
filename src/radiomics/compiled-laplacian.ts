/** Laplacians of Gaussian by the compiled kernels; undefined where those cannot be had. */
import { arrange } from './kernels.ts';
import { type Laplacian, length } from './laplacian.ts';
import type { RecursiveFilter } from './recursive-gaussian.ts';

/** Bytes of a sample of the four lines that are filtered together. */
const GROUP = 32;

/** How samples are stored, and their size: see filterLines. */
const DOUBLES = { kind: 0, size: 8 };
const SINGLES = { kind: 1, size: 4 };
const BYTES = { kind: 2, size: 1 };

/** Writes the tile's pixels, row-major. */
export interface LaplacianSource {
  readonly values: (into: Float64Array) => void;
  /** As bytes where the image has them, which is an eighth of the memory to go through; returns the value of each byte. */
  readonly bytes: ((into: Uint8Array) => Float64Array) | undefined;
}

/** The box of each Laplacian; all have the tile and the box of the first. */
export function compiledLaplacians(
  laplacians: readonly Laplacian[],
  { bytes, values }: LaplacianSource,
): Float64Array[] | undefined {
  const [{ width, height, box }] = laplacians;
  const longest = Math.max(width, height);
  const between = 4 * Math.max(box.width * height, box.height * width);
  const pixels = box.width * box.height;
  const stored = bytes === undefined ? DOUBLES : BYTES;
  const arranged = arrange(
    stored.size * width * height,
    between,
    4 * pixels,
    4 * pixels,
    8 * pixels,
    8 * 14,
    2 * GROUP * (longest + 12),
    8 * 256,
  );
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [tile, bent, alongX, alongY, result, tapsAt, work, table] = at;
  if (bytes === undefined) values(new Float64Array(buffer, tile, width * height));
  else new Float64Array(buffer, table, 256).set(bytes(new Uint8Array(buffer, tile, width * height)));
  const taps = new Float64Array(buffer, tapsAt, 14);
  const place = ({ causal, anticausal, feedback, causalGain, anticausalGain }: RecursiveFilter): void =>
    taps.set([...causal, ...anticausal, ...feedback, causalGain, anticausalGain]);
  const row = stored.size * width;
  const filterLines = (source: number, { kind }: typeof DOUBLES, ...rest: number[]): void => {
    kernels.filterLines(source, kind, table, ...rest);
  };

  return laplacians.map(({ columns, rows, x, y, perX, perY }) => {
    const source = tile + rows.from * row + columns.from * stored.size;
    const [across, down] = [length(columns), length(rows)];
    const [left, top] = [box.x - columns.from, box.y - rows.from];
    place(x.secondDerivative);
    filterLines(source, stored, row, stored.size, down, across, left, left + box.width, tapsAt, work, bent);
    place(y.smoothing);
    filterLines(bent, SINGLES, 4 * down, 4, box.width, down, top, top + box.height, tapsAt, work, alongX);
    place(y.secondDerivative);
    filterLines(source, stored, stored.size, row, across, down, top, top + box.height, tapsAt, work, bent);
    place(x.smoothing);
    filterLines(bent, SINGLES, 4 * across, 4, box.height, across, left, left + box.width, tapsAt, work, alongY);
    kernels.addAxes(alongX, alongY, box.width, box.height, perX, perY, result);
    return new Float64Array(buffer, result, pixels).slice();
  });
}
