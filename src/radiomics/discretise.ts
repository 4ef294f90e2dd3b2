/**
 * Discretisation of intensities into grey levels 1..Ng as PyRadiomics getBinEdges does (IBSI: fixed bin size, code Q3RU,
 * and fixed bin number, code K15C). With binWidth the edges are multiples of the width, not counted from the region's minimum.
 * Edges are built with the rounding of numpy.arange and numpy.linspace, so that values on an edge fall as they do there.
 */

/** More levels than this are refused: co-occurrence matrices grow with the square. */
export const MAX_GREY_LEVELS = 4096;

export interface Bins {
  readonly binWidth: number;
  /** Wins over binWidth where both are set. */
  readonly binCount: number | null;
}

export interface GreyLevels {
  /** Ng: the highest level. */
  readonly highest: number;
  /** Levels that occur, ascending. */
  readonly present: Int32Array;
  /** Pixels of each level in `present`. */
  readonly counts: Float64Array;
  /** For each pixel the 1-based position of its level in `present`. */
  readonly rank: Uint16Array;
}

/** Levels that `discretise` would make; NaN or Infinity where the values are not finite. */
export function greyLevelCount(values: Float64Array, bins: Bins): number {
  if (bins.binCount !== null) return bins.binCount;
  const { minimum, maximum } = range(values);
  return Math.floor((maximum - lowBound(minimum, bins.binWidth)) / bins.binWidth) + 1;
}

/** `values` must not be empty and give at most MAX_GREY_LEVELS. */
export function discretise(values: Float64Array, bins: Bins): GreyLevels {
  const { minimum, maximum } = range(values);
  const edges =
    bins.binCount === null ? edgesOfWidth(minimum, maximum, bins.binWidth) : edgesOfCount(minimum, maximum, bins.binCount);
  const lowest = edges[0];
  const perLevel = bins.binCount === null ? 1 / bins.binWidth : (bins.binCount - 1) / (edges[edges.length - 2] - lowest || 1);
  const rank = new Uint16Array(values.length);
  const pixels = new Float64Array(edges.length + 1);
  const last = edges.length - 1;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    let level = Math.min(last, Math.max(0, Math.floor((value - lowest) * perLevel)));
    while (level < last && edges[level + 1] <= value) level++;
    while (level > 0 && edges[level] > value) level--;
    rank[n] = level + 1;
    pixels[level + 1]++;
  }
  return compact(rank, pixels);
}

/** Replaces levels by their position among the levels that occur. */
function compact(rank: Uint16Array, pixels: Float64Array): GreyLevels {
  const position = new Uint16Array(pixels.length);
  const present: number[] = [];
  for (let level = 1; level < pixels.length; level++) {
    if (pixels[level] > 0) position[level] = present.push(level);
  }
  for (let n = 0; n < rank.length; n++) rank[n] = position[rank[n]];
  return {
    highest: present[present.length - 1],
    present: Int32Array.from(present),
    counts: Float64Array.from(present, (level) => pixels[level]),
    rank,
  };
}

/** numpy.arange(lowBound, maximum + 2 W, W): start + i * ((start + W) - start). */
function edgesOfWidth(minimum: number, maximum: number, binWidth: number): Float64Array {
  const start = lowBound(minimum, binWidth);
  const step = start + binWidth - start;
  const edges = new Float64Array(Math.ceil((maximum + 2 * binWidth - start) / binWidth));
  for (let i = 0; i < edges.length; i++) edges[i] = start + i * step;
  return edges;
}

/** numpy.histogram_bin_edges, the last edge raised by 1 so that the maximum falls into the last bin. */
function edgesOfCount(minimum: number, maximum: number, binCount: number): Float64Array {
  const [start, stop] = minimum === maximum ? [minimum - 0.5, maximum + 0.5] : [minimum, maximum];
  const step = (stop - start) / binCount;
  const edges = new Float64Array(binCount + 1);
  for (let i = 0; i < binCount; i++) edges[i] = i * step + start;
  edges[binCount] = stop + 1;
  return edges;
}

/** Largest multiple of the width not above the minimum, with Python's modulo. */
function lowBound(minimum: number, binWidth: number): number {
  const remainder = minimum % binWidth;
  return minimum - (remainder < 0 ? remainder + binWidth : remainder);
}

function range(values: Float64Array): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let n = 0; n < values.length; n++) {
    const value = values[n];
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}
