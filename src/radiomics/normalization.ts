/**
 * PyRadiomics normalizeImage: z-score over the whole image, burned-in text and black borders included, with the sample
 * standard deviation (n - 1); clipping comes before the scale factor. It is kept as a map of values, because only a tile
 * of the image is ever needed.
 */
import type { GreyImage } from '../core/index.ts';
import { compiledByteSums, type IntegerSums } from './compiled-bytes.ts';

export interface ValueMap {
  readonly shift: number;
  readonly scale: number;
  /** Clips the shifted and scaled value to [-clip, clip]. */
  readonly clip: number;
  readonly factor: number;
}

export interface NormalizationSettings {
  readonly normalizeScale: number;
  readonly removeOutliers: number | null;
}

/** undefined where all pixels are equal. */
export function normalization(image: GreyImage, settings: NormalizationSettings): ValueMap | undefined {
  const { mean, variance } = image.pixels instanceof Float64Array ? momentsOf(image.pixels) : momentsOfIntegers(image.pixels);
  if (!(variance > 0)) return undefined;
  return {
    shift: -mean,
    scale: 1 / Math.sqrt(variance),
    clip: settings.removeOutliers ?? Infinity,
    factor: settings.normalizeScale,
  };
}

export function mapValue(map: ValueMap, value: number): number {
  const z = (value + map.shift) * map.scale;
  return Math.max(-map.clip, Math.min(map.clip, z)) * map.factor;
}

/** Mean and sample variance, two passes. */
function momentsOf(pixels: Float64Array): { mean: number; variance: number } {
  let sum = 0;
  for (let n = 0; n < pixels.length; n++) sum += pixels[n];
  const mean = sum / pixels.length;
  let squares = 0;
  for (let n = 0; n < pixels.length; n++) squares += (pixels[n] - mean) ** 2;
  return { mean, variance: squares / (pixels.length - 1) };
}

/**
 * The same in one pass. The variance comes from exact sums in the order of ITK's StatisticsImageFilter, so that normalised values
 * have its bits: where neighbours are equal, local binary patterns depend on the last one.
 */
function momentsOfIntegers(pixels: Uint8Array | Uint16Array): { mean: number; variance: number } {
  const compiled = pixels instanceof Uint8Array ? compiledByteSums(pixels) : undefined;
  const { sum, squares, isConstant } = compiled ?? integerSums(pixels);
  if (isConstant) return { mean: pixels[0], variance: 0 };
  const count = pixels.length;
  return { mean: sum / count, variance: (squares - (sum * sum) / count) / (count - 1) };
}

/** By the histogram. Twin of the compiled one. */
export function integerSums(pixels: Uint8Array | Uint16Array): IntegerSums {
  const histogram = new Float64Array(pixels instanceof Uint8Array ? 256 : 65_536);
  for (let n = 0; n < pixels.length; n++) histogram[pixels[n]]++;
  let sum = 0;
  let squares = 0;
  for (let value = 0; value < histogram.length; value++) {
    sum += histogram[value] * value;
    squares += histogram[value] * value * value;
  }
  return { sum, squares, isConstant: histogram[pixels[0]] === pixels.length };
}
