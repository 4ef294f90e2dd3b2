/**
 * What a filter reads: a window of the image (all of it, or the part that preCrop leaves) after normalisation.
 * Filters ask for tiles, so that only pixels which reach the region are ever converted.
 */
import type { GreyImage } from '../core/index.ts';
import { mapValue, type ValueMap } from './normalization.ts';
import type { Box } from './roi.ts';

export interface FilterInput {
  readonly width: number;
  readonly height: number;
  /** Values at every pair of the given columns and rows of the window, row-major. */
  tile(columns: Int32Array, rows: Int32Array): Float64Array;
}

export function filterInput(image: GreyImage, window: Box, map: ValueMap | undefined): FilterInput {
  return {
    width: window.width,
    height: window.height,
    tile(columns, rows) {
      const { pixels } = image;
      const tile = new Float64Array(columns.length * rows.length);
      let n = 0;
      for (let r = 0; r < rows.length; r++) {
        const row = (window.y + rows[r]) * image.width + window.x;
        for (let c = 0; c < columns.length; c++) tile[n++] = pixels[row + columns[c]];
      }
      if (map !== undefined) for (n = 0; n < tile.length; n++) tile[n] = mapValue(map, tile[n]);
      return tile;
    },
  };
}

/** start, start + 1, ..., `count` numbers. */
export function consecutive(start: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, n) => start + n);
}
