/**
 * Convolution with an outer product of two 1-D kernels of odd length, centre in the middle:
 * y[n] = sum_j k[j] x[n + (L - 1)/2 - j]. Convolution, not correlation: an odd kernel changes its sign.
 */
import type { Plane } from './bounded-tile.ts';

export interface SeparableKernel {
  readonly alongX: Float64Array;
  readonly alongY: Float64Array;
}

/** Only positions where the whole kernel fits: the result is L - 1 smaller on each axis. */
export function convolveSeparable(plane: Plane, { alongX, alongY }: SeparableKernel): Plane {
  const width = plane.width - alongX.length + 1;
  const rows = new Float64Array(width * plane.height);
  for (let y = 0; y < plane.height; y++) {
    for (let tap = 0; tap < alongX.length; tap++) {
      const from = y * plane.width + alongX.length - 1 - tap;
      addScaled(plane.pixels, from, alongX[tap], rows, y * width, width);
    }
  }
  const height = plane.height - alongY.length + 1;
  const pixels = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let tap = 0; tap < alongY.length; tap++) {
      addScaled(rows, (y + alongY.length - 1 - tap) * width, alongY[tap], pixels, y * width, width);
    }
  }
  return { width, height, pixels };
}

function addScaled(source: Float64Array, from: number, factor: number, target: Float64Array, to: number, count: number): void {
  if (factor === 0) return;
  for (let n = 0; n < count; n++) target[to + n] += factor * source[from + n];
}

/** The kernel and its turns by 90, 180 and 270 degrees. */
export function quarterTurns({ alongX, alongY }: SeparableKernel): readonly SeparableKernel[] {
  const backX = alongX.toReversed();
  const backY = alongY.toReversed();
  return [
    { alongX, alongY },
    { alongX: backY, alongY: alongX },
    { alongX: backX, alongY: backY },
    { alongX: alongY, alongY: backX },
  ];
}
