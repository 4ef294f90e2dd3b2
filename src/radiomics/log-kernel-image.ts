/**
 * Laplacian of Gaussian by a sampled kernel (IBSI 2, code L6PA), in pixel units: a sigma of 5 mm at 2 mm spacing
 * is one of 2.5 pixels. Image `log-kernel-sigma-5-0-mm`. PyRadiomics' LoG is another filter: recursive, and times sigma squared.
 * Pixels that are not square: the Gaussian is round in mm, and the Laplacian counts per mean pixel area instead of per mm².
 */
import type { Spacing } from '../core/index.ts';
import { boundedTile, type TileSource } from './bounded-tile.ts';
import { decimalName } from './decimal-name.ts';
import { type Ibsi2Settings, ibsi2Settings } from './ibsi2-settings.ts';
import type { ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import { convolveSeparable } from './separable-kernel.ts';

export const logKernelImage: ImageType = {
  name: 'LoGKernel',
  derivedNames: (settings) => ibsi2Settings(settings).sigmaMm.map(derivedName),
  reach(settings, { xMm, yMm }) {
    const { sigmaMm, truncate } = ibsi2Settings(settings);
    return reachOf(Math.max(...sigmaMm) / Math.min(xMm, yMm), truncate);
  },
  derive(input, box, settings, wanted) {
    const own = ibsi2Settings(settings);
    return own.sigmaMm
      .filter((sigma) => wanted.includes(derivedName(sigma)))
      .map((sigma) => ({ name: derivedName(sigma), pixels: laplacian(input, box, sigma, input.spacing, own) }));
  },
};

function derivedName(sigma: number): string {
  return `log-kernel-sigma-${decimalName(sigma)}-mm`;
}

function reachOf(sigma: number, truncate: number): number {
  return Math.floor(truncate * sigma + 0.5);
}

/** The kernel is the sum of two outer products: second derivative along one axis, Gaussian along the other. */
function laplacian(
  input: TileSource,
  box: Box,
  sigmaMm: number,
  { xMm, yMm }: Spacing,
  { truncate, boundary }: Ibsi2Settings,
): Float64Array {
  const x = gaussian(sigmaMm / xMm, truncate);
  const y = gaussian(sigmaMm / yMm, truncate);
  const tile = boundedTile(input, box, (x.values.length - 1) / 2, (y.values.length - 1) / 2, boundary);
  const alongX = convolveSeparable(tile, { alongX: x.secondDerivative, alongY: y.values }).pixels;
  const alongY = convolveSeparable(tile, { alongX: x.values, alongY: y.secondDerivative }).pixels;
  return alongX.map((value, n) => value * (yMm / xMm) + alongY[n] * (xMm / yMm));
}

/** `sigma` in pixels. */
function gaussian(sigma: number, truncate: number): { readonly values: Float64Array; readonly secondDerivative: Float64Array } {
  const reach = reachOf(sigma, truncate);
  const values = Float64Array.from({ length: 2 * reach + 1 }, (_, n) => {
    const r = (n - reach) / sigma;
    return Math.exp((-r * r) / 2) / (Math.sqrt(2 * Math.PI) * sigma);
  });
  const secondDerivative = values.map((value, n) => (value * (((n - reach) / sigma) ** 2 - 1)) / (sigma * sigma));
  return { values, secondDerivative };
}
