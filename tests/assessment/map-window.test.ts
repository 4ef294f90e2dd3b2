import { expect, it } from 'vitest';
import { mapWindow } from '../../src/assessment/map-window.ts';

const width = 800;
const height = 600;
const rectangle = (columns: number, rows: number) => ({
  image: { width, height, pixels: new Uint8Array(width * height) },
  mask: Uint8Array.from({ length: width * height }, (_, n) => (n % width < columns && n < rows * width ? 1 : 0)),
  spacing: { xMm: 0.1, yMm: 0.1 },
});

it.each([
  ['a small lesion: every pixel has its own window', 40, 30, null, { kernelRadius: 2, blockSide: 1 }],
  ['a usual one', 200, 150, null, { kernelRadius: 6, blockSide: 3 }],
  ['the whole image: windows stay bounded in size and number', 800, 599, null, { kernelRadius: 8, blockSide: 9 }],
  [
    'pixels twice as large after resampling, the same part of the lesion',
    200,
    150,
    [0.2, 0.2],
    { kernelRadius: 3, blockSide: 2 },
  ],
  ['a resampling that leaves both directions as they are', 200, 150, [0, 0], { kernelRadius: 6, blockSide: 3 }],
])('%s', (_, columns, rows, resampledPixelSpacing, expected) => {
  expect(mapWindow(rectangle(columns, rows), { resampledPixelSpacing })).toEqual(expected);
});
