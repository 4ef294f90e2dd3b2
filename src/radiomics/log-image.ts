/**
 * Laplacian of Gaussian as ITK LaplacianRecursiveGaussianImageFilter, normalised across scales (times sigma²): along each
 * axis a second derivative, then smoothing along the other; single precision between passes and in the sum.
 * The names end in `-3D` in the plane too. Sigma in mm; a sigma that the window is too small for gives no image.
 */
import { consecutive, type FilterInput } from './filter-input.ts';
import type { DerivedImage, ImageType } from './image-type.ts';
import { filterTransposed, type Range, recursiveGaussian } from './recursive-gaussian.ts';
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
  const columns = reached(box.x, box.width, input.width, recursiveGaussian(widest, input.spacing.xMm, 0).reach);
  const rows = reached(box.y, box.height, input.height, recursiveGaussian(widest, input.spacing.yMm, 0).reach);
  const pixels = input.tile(consecutive(columns.from, length(columns)), consecutive(rows.from, length(rows)));
  const tile: Tile = {
    pixels,
    transposed: transpose(pixels, length(columns), length(rows)),
    width: length(columns),
    height: length(rows),
    box: { ...box, x: box.x - columns.from, y: box.y - rows.from },
  };
  return sigmas.map((sigmaMm) => ({
    name: derivedName(sigmaMm),
    pixels: laplacian(tile, input, sigmaMm),
    singlePrecision: true,
  }));
}

function fits(sigmaMm: number, { width, height, spacing }: FilterInput): boolean {
  const needed = (spacingMm: number): number => Math.max(LEAST_SIZE, Math.ceil(sigmaMm / spacingMm) + 1);
  return width >= needed(spacing.xMm) && height >= needed(spacing.yMm);
}

interface Tile {
  /** Row-major. */
  readonly pixels: Float64Array;
  /** Column-major. */
  readonly transposed: Float64Array;
  readonly width: number;
  readonly height: number;
  readonly box: Box;
}

function laplacian({ pixels, transposed, width, height, box }: Tile, { spacing }: FilterInput, sigmaMm: number): Float64Array {
  const filter = (spacingMm: number) => ({
    smoothing: recursiveGaussian(sigmaMm, spacingMm, 0),
    secondDerivative: recursiveGaussian(sigmaMm, spacingMm, 2),
  });
  const x = filter(spacing.xMm);
  const y = filter(spacing.yMm);
  const keptX: Range = { from: box.x, to: box.x + box.width };
  const keptY: Range = { from: box.y, to: box.y + box.height };
  const columns = reached(box.x, box.width, width, x.smoothing.reach);
  const rows = reached(box.y, box.height, height, y.smoothing.reach);

  const bent = filterTransposed({ pixels, length: width, lines: rows, samples: columns, kept: keptX }, x.secondDerivative);
  const alongX = filterTransposed(
    {
      pixels: bent,
      length: length(rows),
      lines: { from: 0, to: box.width },
      samples: { from: 0, to: length(rows) },
      kept: { from: keptY.from - rows.from, to: keptY.to - rows.from },
    },
    y.smoothing,
  );
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
  return sum(alongX, alongY, box, 1 / (spacing.xMm * spacing.xMm), 1 / (spacing.yMm * spacing.yMm));
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

/** The part of a line from which a filter can feel its way into the box. */
function reached(start: number, count: number, size: number, reach: number): Range {
  return { from: Math.max(0, start - reach), to: Math.min(size, start + count + reach) };
}

function length({ from, to }: Range): number {
  return to - from;
}

/** In blocks of 16 x 16, so that both sides stay in the cache. */
function transpose(pixels: Float64Array, width: number, height: number): Float64Array {
  const transposed = new Float64Array(pixels.length);
  for (let top = 0; top < height; top += 16) {
    const bottom = Math.min(height, top + 16);
    for (let left = 0; left < width; left += 16) {
      const right = Math.min(width, left + 16);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) transposed[x * height + y] = pixels[y * width + x];
      }
    }
  }
  return transposed;
}
