/**
 * Image and mask on a new grid, as ITK ResampleImageFilter: positions outside the image are 0, integer pixels are clamped
 * to their type and cut off, not rounded (as in PyRadiomics, in every profile). The mask takes its nearest pixel.
 */
import type { GreyImage, Mask } from '../core/index.ts';
import { SPLINE_REACH, splineCoefficients, splineSupport, splineValues } from './cubic-b-spline.ts';
import { consecutive, type FilterInput } from './filter-input.ts';
import type { Interpolator } from './filter-settings.ts';
import type { GridAxis, ResamplingGrid } from './resampling-grid.ts';

/** `input`: the whole image; `greatest`: largest value of its pixel type, undefined for floating-point pixels. */
export function resampleImage(
  input: FilterInput,
  greatest: number | undefined,
  { x, y }: ResamplingGrid,
  interpolator: Interpolator,
): GreyImage {
  const columns = lineOf(x, input.width);
  const rows = lineOf(y, input.height);
  const pixels = input.tile(consecutive(columns.from, columns.length), consecutive(rows.from, rows.length));
  const values = interpolated(pixels, columns, rows, interpolator);
  let n = 0;
  for (let row = 0; row < rows.at.length; row++) {
    for (let column = 0; column < columns.at.length; column++, n++) {
      if (!(rows.inside[row] && columns.inside[column])) values[n] = 0;
      else if (greatest !== undefined) values[n] = Math.trunc(Math.min(greatest, Math.max(0, values[n])));
    }
  }
  return { width: columns.at.length, height: rows.at.length, pixels: values };
}

export function resampleMask(mask: Mask, width: number, { x, y }: ResamplingGrid): Mask {
  const height = mask.length / width;
  const resampled = new Uint8Array(x.positions.length * y.positions.length);
  let n = 0;
  for (const rowAt of y.positions) {
    const row = nearest(rowAt);
    for (const columnAt of x.positions) {
      const column = nearest(columnAt);
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      resampled[n++] = inside ? mask[row * width + column] : 0;
    }
  }
  return resampled;
}

/** The part of an axis that the interpolation reads, and the grid's positions in it. */
interface Line {
  readonly from: number;
  readonly length: number;
  readonly at: Float64Array;
  readonly inside: readonly boolean[];
}

function lineOf({ positions }: GridAxis, size: number): Line {
  const from = Math.max(0, Math.floor(positions[0]) - SPLINE_REACH);
  const to = Math.min(size, Math.floor(positions[positions.length - 1]) + SPLINE_REACH + 2);
  const inside = Array.from(positions, (position) => position >= -0.5 && position < size - 0.5);
  return { from, length: to - from, at: positions.map((position) => position - from), inside };
}

function interpolated(pixels: Float64Array, columns: Line, rows: Line, interpolator: Interpolator): Float64Array {
  switch (interpolator) {
    case 'sitkBSpline': {
      splineCoefficients(pixels, columns.length, rows.length);
      const support = ({ at, length }: Line) => Array.from(at, (position) => splineSupport(position, length));
      return splineValues(pixels, columns.length, support(columns), support(rows));
    }
    case 'sitkLinear':
      return linearValues(pixels, columns, rows);
    case 'sitkNearestNeighbor':
      return nearestValues(pixels, columns, rows);
  }
}

/** Beyond the centre of a border pixel its value goes on. */
function linearValues(pixels: Float64Array, columns: Line, rows: Line): Float64Array {
  const values = new Float64Array(columns.at.length * rows.at.length);
  let n = 0;
  for (const rowAt of rows.at) {
    const top = clamp(Math.floor(rowAt), rows.length);
    const bottom = clamp(top + 1, rows.length);
    const dy = Math.max(0, rowAt - top);
    for (const columnAt of columns.at) {
      const left = clamp(Math.floor(columnAt), columns.length);
      const right = clamp(left + 1, columns.length);
      const dx = Math.max(0, columnAt - left);
      const above = between(pixels[top * columns.length + left], pixels[top * columns.length + right], dx);
      const below = between(pixels[bottom * columns.length + left], pixels[bottom * columns.length + right], dx);
      values[n++] = between(above, below, dy);
    }
  }
  return values;
}

function nearestValues(pixels: Float64Array, columns: Line, rows: Line): Float64Array {
  const values = new Float64Array(columns.at.length * rows.at.length);
  let n = 0;
  for (const rowAt of rows.at) {
    const row = clamp(nearest(rowAt), rows.length) * columns.length;
    for (const columnAt of columns.at) values[n++] = pixels[row + clamp(nearest(columnAt), columns.length)];
  }
  return values;
}

/** Half-way goes up. */
function nearest(position: number): number {
  return Math.floor(position + 0.5);
}

function between(a: number, b: number, fraction: number): number {
  return a + (b - a) * fraction;
}

function clamp(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index));
}
