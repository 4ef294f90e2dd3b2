/**
 * Sub-bands of one level of the stationary wavelet transform: y[n] = sum_j f[j] x[n + L/2 - j] along x (first letter), then along y.
 * Only positions where both filters fit: a band is smaller by the length of the filter less one in both directions.
 */
import { compiledBands, type WaveletPlane } from './compiled-bands.ts';
import { convolve } from './convolve.ts';
import type { WaveletFilters } from './wavelet-filters.ts';

/** `names`: LL, LH, HL or HH; those of one first letter next to each other. */
export function waveletBands(plane: WaveletPlane, filters: WaveletFilters, names: readonly string[]): WaveletPlane[] {
  return compiledBands(plane, filters, names) ?? convolvedBands(plane, filters, names);
}

/** Twin of the compiled one. */
export function convolvedBands(plane: WaveletPlane, filters: WaveletFilters, names: readonly string[]): WaveletPlane[] {
  const filterOf = (letter: string): Float64Array => (letter === 'L' ? filters.low : filters.high);
  const alongX = new Map<string, WaveletPlane>();
  return names.map((name) => {
    const rows = alongX.get(name[0]) ?? filterRows(plane, filterOf(name[0]));
    alongX.set(name[0], rows);
    return filterColumns(rows, filterOf(name[1]));
  });
}

function filterRows(plane: WaveletPlane, filter: Float64Array): WaveletPlane {
  const reach = filter.length - 1;
  const width = plane.width - reach;
  const pixels = new Float64Array(width * plane.height);
  for (let y = 0; y < plane.height; y++) {
    convolve(plane.pixels, y * plane.width + reach, 1, filter, pixels, y * width, width);
  }
  return { width, height: plane.height, pixels };
}

function filterColumns(plane: WaveletPlane, filter: Float64Array): WaveletPlane {
  const { width } = plane;
  const reach = filter.length - 1;
  const height = plane.height - reach;
  const pixels = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    convolve(plane.pixels, (y + reach) * width, width, filter, pixels, y * width, width);
  }
  return { width, height, pixels };
}
