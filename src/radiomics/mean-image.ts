/** Mean over a square (IBSI 2). Image `mean-15`: a square of 15 pixels. */
import { type Boundary, boundedTile, type Plane, type TileSource } from './bounded-tile.ts';
import { ibsi2Settings } from './ibsi2-settings.ts';
import type { ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import { convolveSeparable } from './separable-kernel.ts';

export const meanImage: ImageType = {
  name: 'Mean',
  derivedNames: (settings) => ibsi2Settings(settings).support.map(derivedName),
  derive(input, box, settings, wanted) {
    const { support, boundary } = ibsi2Settings(settings);
    return support
      .filter((size) => wanted.includes(derivedName(size)))
      .map((size) => ({ name: derivedName(size), pixels: meanFilter(input, box, (size - 1) / 2, boundary).pixels }));
  },
};

function derivedName(size: number): string {
  return `mean-${size}`;
}

/** Mean over the square of 2 reach + 1 pixels around each pixel of the box. */
export function meanFilter(input: TileSource, box: Box, reach: number, boundary: Boundary): Plane {
  const size = 2 * reach + 1;
  const kernel = new Float64Array(size).fill(1 / size);
  return convolveSeparable(boundedTile(input, box, reach, reach, boundary), { alongX: kernel, alongY: kernel });
}
