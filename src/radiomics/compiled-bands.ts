/** Sub-bands of a plane by the compiled kernels; undefined where those cannot be had. */
import { arrange } from './kernels.ts';
import type { WaveletFilters } from './wavelet-filters.ts';

export interface WaveletPlane {
  readonly width: number;
  readonly height: number;
  /** Row-major. */
  readonly pixels: Float64Array;
}

/** `names`: LL, LH, HL or HH; first letter along x. Planes are smaller by the length of the filter less one in both directions. */
export function compiledBands(
  plane: WaveletPlane,
  { low, high }: WaveletFilters,
  names: readonly string[],
): WaveletPlane[] | undefined {
  const taps = low.length;
  const width = plane.width - taps + 1;
  const height = plane.height - taps + 1;
  const arranged = arrange(plane.pixels.byteLength, 8 * taps, 8 * taps, 8 * width * plane.height, 8 * width * height);
  if (arranged === undefined) return undefined;
  const { kernels, at } = arranged;
  const { buffer } = kernels.memory;
  const [source, lowAt, highAt, alongX, result] = at;
  new Float64Array(buffer, source, plane.pixels.length).set(plane.pixels);
  new Float64Array(buffer, lowAt, taps).set(low);
  new Float64Array(buffer, highAt, taps).set(high);
  const filterAt = (letter: string): number => (letter === 'L' ? lowAt : highAt);
  const reach = taps - 1;
  let ready = '';
  return names.map((name) => {
    const [x, y] = name;
    if (x !== ready) {
      kernels.convolvePlane(source + 8 * reach, 8 * plane.width, 8, filterAt(x), taps, alongX, width, plane.height);
      ready = x;
    }
    const row = 8 * width;
    kernels.convolvePlane(alongX + reach * row, row, row, filterAt(y), taps, result, width, height);
    return { width, height, pixels: new Float64Array(buffer, result, width * height).slice() };
  });
}
