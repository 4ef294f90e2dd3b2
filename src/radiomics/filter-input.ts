/**
 * What a filter reads: a window of the image (all of it, or the part that preCrop or resampling leaves) after normalisation.
 * Filters ask for tiles, so that only pixels which reach the region are ever converted.
 */
import type { GreyImage, Spacing } from '../core/index.ts';
import { mapValue, type ValueMap } from './normalization.ts';
import type { Box } from './roi.ts';

export interface FilterInput {
  readonly width: number;
  readonly height: number;
  readonly spacing: Spacing;
  /** Values at every pair of the given columns and rows of the window, row-major; written to `into` where given. */
  tile(columns: Int32Array, rows: Int32Array, into?: Float64Array): Float64Array;
  /** 8-bit images only: the stored bytes of a tile of consecutive columns, written to `into`, and the value of each of the 256. */
  readonly bytes?: ((columns: Int32Array, rows: Int32Array, into: Uint8Array) => Float64Array) | undefined;
  /** Largest |value| in the window. */
  greatestMagnitude(): number;
}

export function filterInput(image: GreyImage, window: Box, map: ValueMap | undefined, spacing: Spacing): FilterInput {
  const { pixels: stored } = image;
  return {
    width: window.width,
    height: window.height,
    spacing,
    bytes: stored instanceof Uint8Array ? bytesOf(stored, image.width, window, map) : undefined,
    tile(columns, rows, into) {
      const { pixels } = image;
      const tile = into ?? new Float64Array(columns.length * rows.length);
      const table = map !== undefined && pixels instanceof Uint8Array ? byteTable(map) : undefined;
      // No list of columns takes steps of more than 1, so this holds only where all are 1.
      const isSpan = columns[columns.length - 1] - columns[0] === columns.length - 1;
      for (let r = 0; r < rows.length; r++) {
        const row = (window.y + rows[r]) * image.width + window.x;
        const to = r * columns.length;
        const from = row + columns[0];
        if (isSpan && table !== undefined) lookUp(table, pixels as Uint8Array, from, columns.length, tile, to);
        else if (isSpan) tile.set(pixels.subarray(from, from + columns.length), to);
        else if (table === undefined) for (let c = 0; c < columns.length; c++) tile[to + c] = pixels[row + columns[c]];
        else for (let c = 0; c < columns.length; c++) tile[to + c] = table[pixels[row + columns[c]]];
      }
      if (map !== undefined && table === undefined) for (let n = 0; n < tile.length; n++) tile[n] = mapValue(map, tile[n]);
      return tile;
    },
    greatestMagnitude() {
      const { minimum, maximum } = rangeIn(image, window);
      // A ValueMap does not decrease, so it keeps the extremes.
      const extremes = map === undefined ? [minimum, maximum] : [mapValue(map, minimum), mapValue(map, maximum)];
      return Math.max(...extremes.map(Math.abs));
    },
  };
}

function bytesOf(stored: Uint8Array, stride: number, window: Box, map: ValueMap | undefined): FilterInput['bytes'] {
  return (columns, rows, into) => {
    for (let r = 0; r < rows.length; r++) {
      const from = (window.y + rows[r]) * stride + window.x + columns[0];
      into.set(stored.subarray(from, from + columns.length), r * columns.length);
    }
    return byteTable(map);
  };
}

/** 8-bit values go through a table: a quarter of the time for an 800x600 tile. */
function byteTable(map: ValueMap | undefined): Float64Array {
  return Float64Array.from({ length: 256 }, (_, value) => (map === undefined ? value : mapValue(map, value)));
}

/** Of this one shape of arguments alone the compiler makes a loop without look-ups: half the time of a large tile. */
function lookUp(table: Float64Array, bytes: Uint8Array, from: number, count: number, tile: Float64Array, to: number): void {
  for (let n = 0; n < count; n++) tile[to + n] = table[bytes[from + n]];
}

function rangeIn({ pixels, width }: GreyImage, window: Box): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let y = window.y; y < window.y + window.height; y++) {
    const row = y * width;
    for (let x = window.x; x < window.x + window.width; x++) {
      const value = pixels[row + x];
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
  }
  return { minimum, maximum };
}

/** start, start + 1, ..., `count` numbers. */
export function consecutive(start: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, n) => start + n);
}
