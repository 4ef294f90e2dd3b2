/**
 * Laplacian of Gaussian of a box inside a tile as ITK LaplacianRecursiveGaussianImageFilter, normalised across scales (times
 * sigma²): along each axis a second derivative, then smoothing along the other; single precision between filters and in the sum.
 */
import type { Spacing } from '../core/index.ts';
import { filterTransposed, type Range } from './filter-transposed.ts';
import { type RecursiveFilter, recursiveGaussian } from './recursive-gaussian.ts';
import type { Box } from './roi.ts';

interface AxisFilters {
  readonly smoothing: RecursiveFilter;
  readonly secondDerivative: RecursiveFilter;
}

/** All that the filters of one sigma need to know. */
export interface Laplacian {
  /** Of the tile. */
  readonly width: number;
  readonly height: number;
  /** In the tile. */
  readonly box: Box;
  /** The part of the tile that reaches the box. */
  readonly columns: Range;
  readonly rows: Range;
  readonly x: AxisFilters;
  readonly y: AxisFilters;
  /** 1 / spacing². */
  readonly perX: number;
  readonly perY: number;
}

export function laplacianOf(
  { width, height, box }: Pick<Laplacian, 'width' | 'height' | 'box'>,
  { xMm, yMm }: Spacing,
  sigmaMm: number,
): Laplacian {
  const filters = (spacingMm: number): AxisFilters => ({
    smoothing: recursiveGaussian(sigmaMm, spacingMm, 0),
    secondDerivative: recursiveGaussian(sigmaMm, spacingMm, 2),
  });
  const [x, y] = [filters(xMm), filters(yMm)];
  return {
    width,
    height,
    box,
    columns: reached(box.x, box.width, width, x.smoothing.reach),
    rows: reached(box.y, box.height, height, y.smoothing.reach),
    x,
    y,
    perX: 1 / (xMm * xMm),
    perY: 1 / (yMm * yMm),
  };
}

/** The part of a line from which a filter can feel its way into the box. */
export function reached(start: number, count: number, size: number, reach: number): Range {
  return { from: Math.max(0, start - reach), to: Math.min(size, start + count + reach) };
}

export function length({ from, to }: Range): number {
  return to - from;
}

/** `pixels` of the tile, row-major. Twin of the compiled one. */
export function filteredBox(pixels: Float64Array, laplacian: Laplacian): Float64Array {
  const { width, height, box, columns, rows, x, y, perX, perY } = laplacian;
  const keptX: Range = { from: box.x, to: box.x + box.width };
  const keptY: Range = { from: box.y, to: box.y + box.height };
  const bentX = filterTransposed({ pixels, length: width, lines: rows, samples: columns, kept: keptX }, x.secondDerivative);
  const alongX = filterTransposed(
    {
      pixels: bentX,
      length: length(rows),
      lines: { from: 0, to: box.width },
      samples: { from: 0, to: length(rows) },
      kept: { from: keptY.from - rows.from, to: keptY.to - rows.from },
    },
    y.smoothing,
  );
  const transposed = transpose(pixels, width, height);
  const bentY = filterTransposed(
    { pixels: transposed, length: height, lines: columns, samples: rows, kept: keptY },
    y.secondDerivative,
  );
  const alongY = filterTransposed(
    {
      pixels: bentY,
      length: length(columns),
      lines: { from: 0, to: box.height },
      samples: { from: 0, to: length(columns) },
      kept: { from: keptX.from - columns.from, to: keptX.to - columns.from },
    },
    x.smoothing,
  );
  return sum(alongX, alongY, box, perX, perY);
}

/** `alongX` is row-major, `alongY` column-major. */
function sum(alongX: Float32Array, alongY: Float32Array, { width, height }: Box, perX: number, perY: number): Float64Array {
  const pixels = new Float64Array(alongX.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const n = y * width + x;
      pixels[n] = Math.fround(Math.fround(alongX[n] * perX) + alongY[x * height + y] * perY);
    }
  }
  return pixels;
}

function transpose(pixels: Float64Array, width: number, height: number): Float64Array {
  const transposed = new Float64Array(pixels.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) transposed[x * height + y] = pixels[y * width + x];
  return transposed;
}
