/**
 * Stationary wavelet transform in the plane as PyRadiomics uses it (pywt.swtn, level 1, not normalised: LL has gain 2):
 * y[n] = sum_j f[j] x[(n + L/2 - j) mod N]. First letter of a sub-band: along x (columns), second: along y (rows).
 * Periodic over the whole window; an odd size is padded by one wrapped column or row at its end.
 * Surprise: a further level applies the same filter, not dilated, to the LL of the level before.
 */

import type { WaveletPlane } from './compiled-bands.ts';
import type { FilterInput } from './filter-input.ts';
import type { DerivedImage, ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';
import { waveletBands } from './wavelet-bands.ts';
import { waveletFilters } from './wavelet-filters.ts';

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
  const filters = waveletFilters(settings.wavelet);
  const bandsOf = (level: number): string[] =>
    [...DETAILS, 'LL'].filter((band) => (band !== 'LL' || level === settings.level) && wanted.includes(derivedName(level, band)));
  let deepest = settings.level;
  while (bandsOf(deepest).length === 0) deepest--;
  const passes = settings.start_level + deepest;
  const reach = filters.low.length / 2;
  let margin = passes;
  let plane = periodicTile(input, box, margin * (reach - 1), margin * reach);
  const derived: DerivedImage[] = [];
  for (let level = 1 - settings.start_level; level <= deepest; level++) {
    margin--;
    const wantedBands = level < 1 ? [] : bandsOf(level);
    const names = level < deepest ? [...new Set([...wantedBands, 'LL'])] : wantedBands;
    // Those that begin alike share the pass along x.
    const sorted = names.toSorted();
    const bands = new Map(waveletBands(plane, filters, sorted).map((band, n) => [sorted[n], band]));
    for (const name of wantedBands) {
      derived.push({ name: derivedName(level, name), pixels: inner(bands.get(name)!, box, margin * (reach - 1)) });
    }
    plane = bands.get('LL') ?? plane;
  }
  return derived;
}

/** The box with a margin on its low and high sides, read periodically. */
function periodicTile(input: FilterInput, box: Box, before: number, after: number): WaveletPlane {
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

function inner(plane: WaveletPlane, box: Box, before: number): Float64Array {
  if (plane.width === box.width && plane.height === box.height) return plane.pixels;
  const pixels = new Float64Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (y + before) * plane.width + before;
    pixels.set(plane.pixels.subarray(from, from + box.width), y * box.width);
  }
  return pixels;
}
