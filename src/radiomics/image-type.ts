/** One interface for all image types (filters): the names of the images that a filter derives, and their values in the box. */
import type { FilterInput } from './filter-input.ts';
import type { Box } from './roi.ts';
import type { ImageTypeName, ImageTypeSettings } from './settings.ts';

export interface DerivedImage {
  readonly name: string;
  /** Row-major, box.width * box.height. */
  readonly pixels: Float64Array;
}

export interface ImageType {
  readonly name: ImageTypeName;
  /** First part of the feature names, in PyRadiomics' order of output. */
  derivedNames(settings: ImageTypeSettings): readonly string[];
  /** The wanted images inside `box` (in pixels of the window that `input` is). */
  derive(input: FilterInput, box: Box, settings: ImageTypeSettings, wanted: readonly string[]): readonly DerivedImage[];
}
