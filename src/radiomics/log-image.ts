/**
 * Laplacian of Gaussian of PyRadiomics. The names end in `-3D` in the plane too. Sigma in mm; a sigma that the window is too small
 * for gives no image. Only the part of the window is filtered from which a filter can feel its way into the box.
 */
import { compiledLaplacians } from './compiled-laplacian.ts';
import { consecutive, type FilterInput } from './filter-input.ts';
import type { DerivedImage, ImageType } from './image-type.ts';
import { filteredBox, laplacianOf, length, reached } from './laplacian.ts';
import { recursiveGaussian } from './recursive-gaussian.ts';
import type { Box } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';

/** ITK's recursive filters need four samples. */
const LEAST_SIZE = 4;

export const logImage: ImageType = {
  name: 'LoG',
  derivedNames: ({ sigma }) => sigma.map(derivedName),
  derive,
};

/** PyRadiomics writes Python's str(sigma) with a dash: 1.0 gives 1-0. */
function derivedName(sigmaMm: number): string {
  const text = Number.isInteger(sigmaMm) ? `${sigmaMm}.0` : `${sigmaMm}`;
  return `log-sigma-${text.replace('.', '-')}-mm-3D`;
}

function derive(input: FilterInput, box: Box, { sigma }: ImageTypeSettings, wanted: readonly string[]): DerivedImage[] {
  const sigmas = sigma.filter((sigmaMm) => wanted.includes(derivedName(sigmaMm)) && fits(sigmaMm, input));
  if (sigmas.length === 0) return [];
  const widest = Math.max(...sigmas);
  const { spacing } = input;
  const columns = reached(box.x, box.width, input.width, recursiveGaussian(widest, spacing.xMm, 0).reach);
  const rows = reached(box.y, box.height, input.height, recursiveGaussian(widest, spacing.yMm, 0).reach);
  const tile = {
    width: length(columns),
    height: length(rows),
    box: { ...box, x: box.x - columns.from, y: box.y - rows.from },
  };
  const laplacians = sigmas.map((sigmaMm) => laplacianOf(tile, spacing, sigmaMm));
  const [xs, ys] = [consecutive(columns.from, tile.width), consecutive(rows.from, tile.height)];
  const filtered =
    compiledLaplacians(laplacians, {
      bytes: input.bytes === undefined ? undefined : (into) => input.bytes!(xs, ys, into),
      values: (into) => void input.tile(xs, ys, into),
    }) ?? laplacians.map((laplacian) => filteredBox(input.tile(xs, ys), laplacian));
  return sigmas.map((sigmaMm, n) => ({ name: derivedName(sigmaMm), pixels: filtered[n], singlePrecision: true }));
}

function fits(sigmaMm: number, { width, height, spacing }: FilterInput): boolean {
  const needed = (spacingMm: number): number => Math.max(LEAST_SIZE, Math.ceil(sigmaMm / spacingMm) + 1);
  return width >= needed(spacing.xMm) && height >= needed(spacing.yMm);
}
