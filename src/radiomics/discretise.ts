/**
 * Discretisation of intensities into grey levels 1..Ng as PyRadiomics getBinEdges does (IBSI: fixed bin size, code Q3RU,
 * and fixed bin number, code K15C). With binWidth the edges are multiples of the width, not counted from the region's minimum.
 * Edges are built with the rounding of numpy.arange and numpy.linspace, so that values on an edge fall as they do there.
 */

import { compiledLevels, compiledRange, type Levels, type Range } from './compiled-intensities.ts';

/** More levels than this are refused: co-occurrence matrices grow with the square. */
export const MAX_GREY_LEVELS = 4096;

export interface Bins {
  readonly binWidth: number;
  /** Wins over binWidth where both are set. */
  readonly binCount: number | null;
  /** The values are of single precision: binCount edges are rounded to it, as numpy.linspace does. */
  readonly singlePrecision?: boolean;
}

export interface GreyLevels {
  readonly kind: 'grey-levels';
  /** Ng: the highest level. */
  readonly highest: number;
  /** Levels that occur, ascending. */
  readonly present: Int32Array;
  /** Pixels of each level in `present`. */
  readonly counts: Float64Array;
  /** For each pixel the 1-based position of its level in `present`. */
  readonly rank: Uint16Array;
}

/** For regions of which no wanted feature needs grey levels. */
export const NO_GREY_LEVELS: GreyLevels = {
  kind: 'grey-levels',
  highest: 0,
  present: new Int32Array(0),
  counts: new Float64Array(0),
  rank: new Uint16Array(0),
};

/** `values` must not be empty; `levels` is NaN or Infinity where they are not finite. */
export function discretise(
  values: Float64Array,
  bins: Bins,
): GreyLevels | { readonly kind: 'too-many'; readonly levels: number } {
  const { minimum, maximum } = compiledRange(values) ?? range(values);
  const levels = bins.binCount ?? Math.floor((maximum - lowBound(minimum, bins.binWidth)) / bins.binWidth) + 1;
  if (!(levels <= MAX_GREY_LEVELS)) return { kind: 'too-many', levels };
  if (bins.binCount === null && isBelowResolution(minimum, bins.binWidth)) return { kind: 'too-many', levels: Infinity };
  const edges =
    bins.binCount === null
      ? edgesOfWidth(minimum, maximum, bins.binWidth)
      : edgesOfCount(minimum, maximum, bins.binCount, bins.singlePrecision === true);
  const perLevel = bins.binCount === null ? 1 / bins.binWidth : (bins.binCount - 1) / (edges[edges.length - 2] - edges[0] || 1);
  const { rank, present, counts } = compiledLevels(values, edges, perLevel) ?? levelsOf(values, edges, perLevel);
  return { kind: 'grey-levels', highest: present[present.length - 1], present, counts, rank };
}

/** Twin of the compiled one. */
export function levelsOf(values: Float64Array, edges: Float64Array, perLevel: number): Levels {
  const rank = new Uint16Array(values.length);
  const pixels = new Uint32Array(edges.length + 1);
  assignLevels(values, edges, perLevel, rank, pixels);
  return compact(rank, pixels);
}

/** level: edges[level - 1] <= value < edges[level]. Division finds it but for rounding; the edges decide. */
function assignLevels(values: Float64Array, edges: Float64Array, perLevel: number, rank: Uint16Array, pixels: Uint32Array): void {
  const lowest = edges[0];
  const last = edges.length - 1;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    let level = ((value - lowest) * perLevel) | 0;
    if (level > last) level = last;
    while (level > 0 && edges[level] > value) level--;
    while (level < last && edges[level + 1] <= value) level++;
    rank[n] = level + 1;
    pixels[level + 1]++;
  }
}

/** Replaces levels by their position among the levels that occur. */
function compact(rank: Uint16Array, pixels: Uint32Array): Levels {
  const position = new Uint16Array(pixels.length);
  const present: number[] = [];
  for (let level = 1; level < pixels.length; level++) {
    if (pixels[level] > 0) position[level] = present.push(level);
  }
  const highest = present[present.length - 1];
  if (present.length < highest) for (let n = 0; n < rank.length; n++) rank[n] = position[rank[n]];
  return { rank, present: Int32Array.from(present), counts: Float64Array.from(present, (level) => pixels[level]) };
}

/** numpy.arange(lowBound, maximum + 2 W, W): start + i * ((start + W) - start). */
function edgesOfWidth(minimum: number, maximum: number, binWidth: number): Float64Array {
  const start = lowBound(minimum, binWidth);
  const step = start + binWidth - start;
  const edges = new Float64Array(Math.ceil((maximum + 2 * binWidth - start) / binWidth));
  for (let i = 0; i < edges.length; i++) edges[i] = start + i * step;
  return edges;
}

/** Values so large that the next number is a bin or more away: edges would coincide. */
function isBelowResolution(minimum: number, binWidth: number): boolean {
  const start = lowBound(minimum, binWidth);
  return !(Math.abs(start + binWidth - start - binWidth) < binWidth / 2);
}

/** numpy.histogram_bin_edges, the last edge raised by 1 so that the maximum falls into the last bin. */
function edgesOfCount(minimum: number, maximum: number, binCount: number, singlePrecision: boolean): Float64Array {
  const [start, stop] = minimum === maximum ? [minimum - 0.5, maximum + 0.5] : [minimum, maximum];
  const step = (stop - start) / binCount;
  const edges = new Float64Array(binCount + 1);
  for (let i = 0; i < binCount; i++) edges[i] = i * step + start;
  edges[binCount] = stop + 1;
  return singlePrecision ? edges.map(Math.fround) : edges;
}

/** Largest multiple of the width not above the minimum, with Python's modulo. */
function lowBound(minimum: number, binWidth: number): number {
  const remainder = minimum % binWidth;
  return minimum - (remainder < 0 ? remainder + binWidth : remainder);
}

function range(values: Float64Array): Range {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}
