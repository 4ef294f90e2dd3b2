/** One interface for all image types (filters): the names of the images that a filter derives, and their values in the box. */
import type { Spacing } from '../core/index.ts';
import type { FilterInput } from './filter-input.ts';
import type { Box } from './roi.ts';
import type { ImageTypeName, ImageTypeSettings } from './settings.ts';

export interface DerivedImage {
  readonly name: string;
  /** Row-major, box.width * box.height. */
  readonly pixels: Float64Array;
  /** Values were rounded to single precision, as ITK stores them; bin edges are then too. */
  readonly singlePrecision?: boolean;
}

export interface ImageType {
  readonly name: ImageTypeName;
  /** First part of the feature names, in PyRadiomics' order of output. */
  derivedNames(settings: ImageTypeSettings): readonly string[];
  /** Pixels that the largest kernel reaches to each side, where that depends on mm; refused beyond MAX_KERNEL_REACH. */
  reach?(settings: ImageTypeSettings, spacing: Spacing): number;
  /** The wanted images inside `box` (in pixels of the window that `input` is), without those that the window is too small for. */
  derive(input: FilterInput, box: Box, settings: ImageTypeSettings, wanted: readonly string[]): readonly DerivedImage[];
}
