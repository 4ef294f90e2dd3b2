/**
 * Stationary wavelet transform in the plane as PyRadiomics uses it (pywt.swtn, level 1, not normalised: LL has gain 2):
 * y[n] = sum_j f[j] x[(n + L/2 - j) mod N]. First letter of a sub-band: along x (columns), second: along y (rows).
 * Periodic over the whole window; an odd size is padded by one wrapped column or row at its end.
 * Surprise: a further level applies the same filter, not dilated, to the LL of the level before.
 */

import { convolve } from './convolve.ts';
import type { FilterInput } from './filter-input.ts';
import type { DerivedImage, ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';
import { waveletFilters } from './wavelet-filters.ts';

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float64Array;
}

const DETAILS = ['LH', 'HL', 'HH'] as const;

export const waveletImage: ImageType = {
  name: 'Wavelet',
  derivedNames: ({ level }) => [
    ...Array.from({ length: level }, (_, n) => DETAILS.map((band) => derivedName(n + 1, band))).flat(),
    derivedName(level, 'LL'),
  ],
  derive,
};

function derivedName(level: number, band: string): string {
  return level === 1 ? `wavelet-${band}` : `wavelet${level}-${band}`;
}

function derive(input: FilterInput, box: Box, settings: ImageTypeSettings, wanted: readonly string[]): DerivedImage[] {
  const { low, high } = waveletFilters(settings.wavelet);
  const bandsOf = (level: number): string[] =>
    [...DETAILS, 'LL'].filter((band) => (band !== 'LL' || level === settings.level) && wanted.includes(derivedName(level, band)));
  let deepest = settings.level;
  while (bandsOf(deepest).length === 0) deepest--;
  const passes = settings.start_level + deepest;
  const reach = low.length / 2;
  let margin = passes;
  let plane = periodicTile(input, box, margin * (reach - 1), margin * reach);
  const derived: DerivedImage[] = [];
  for (let level = 1 - settings.start_level; level <= deepest; level++) {
    margin--;
    const bands = level < 1 ? [] : bandsOf(level);
    const continues = level < deepest;
    const alongX = new Map<string, Plane>();
    const band = (name: string): Plane => {
      const letter = name[0];
      const rows = alongX.get(letter) ?? filterRows(plane, letter === 'L' ? low : high);
      alongX.set(letter, rows);
      return filterColumns(rows, name[1] === 'L' ? low : high);
    };
    for (const name of bands) {
      derived.push({ name: derivedName(level, name), pixels: inner(band(name), box, margin * (reach - 1)) });
    }
    if (continues) plane = band('LL');
  }
  return derived;
}

/** The box with a margin on its low and high sides, read periodically. */
function periodicTile(input: FilterInput, box: Box, before: number, after: number): Plane {
  const columns = periodicIndices(box.x - before, box.width + before + after, input.width);
  const rows = periodicIndices(box.y - before, box.height + before + after, input.height);
  return { width: columns.length, height: rows.length, pixels: input.tile(columns, rows) };
}

function periodicIndices(start: number, count: number, size: number): Int32Array {
  const period = size + (size % 2);
  return Int32Array.from({ length: count }, (_, n) => {
    const index = (((start + n) % period) + period) % period;
    return index === size ? 0 : index;
  });
}

/** Only positions where the whole filter fits: the result is L - 1 columns narrower. */
function filterRows(plane: Plane, filter: Float64Array): Plane {
  const reach = filter.length - 1;
  const width = plane.width - reach;
  const pixels = new Float64Array(width * plane.height);
  for (let y = 0; y < plane.height; y++) {
    convolve(plane.pixels, y * plane.width + reach, 1, filter, pixels, y * width, width);
  }
  return { width, height: plane.height, pixels };
}

function filterColumns(plane: Plane, filter: Float64Array): Plane {
  const { width } = plane;
  const reach = filter.length - 1;
  const height = plane.height - reach;
  const pixels = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    convolve(plane.pixels, (y + reach) * width, width, filter, pixels, y * width, width);
  }
  return { width, height, pixels };
}

function inner(plane: Plane, box: Box, before: number): Float64Array {
  if (plane.width === box.width && plane.height === box.height) return plane.pixels;
  const pixels = new Float64Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (y + before) * plane.width + before;
    pixels.set(plane.pixels.subarray(from, from + box.width), y * box.width);
  }
  return pixels;
}
