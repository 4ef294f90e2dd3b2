/**
 * Gradient magnitude as ITK's filter of that name: central differences, border pixels repeated outwards, computed in
 * double precision and stored in single.
 */
import type { FilterInput } from './filter-input.ts';
import type { DerivedImage, ImageType } from './image-type.ts';
import type { Box } from './roi.ts';
import type { ImageTypeSettings } from './settings.ts';

export const gradientImage: ImageType = {
  name: 'Gradient',
  derivedNames: () => ['gradient'],
  derive,
};

function derive(input: FilterInput, box: Box, { gradientUseSpacing }: ImageTypeSettings): DerivedImage[] {
  const tile = input.tile(neighbours(box.x, box.width, input.width), neighbours(box.y, box.height, input.height));
  const perX = gradientUseSpacing ? 0.5 * (1 / input.spacing.xMm) : 0.5;
  const perY = gradientUseSpacing ? 0.5 * (1 / input.spacing.yMm) : 0.5;
  const stride = box.width + 2;
  const pixels = new Float64Array(box.width * box.height);
  let n = 0;
  for (let y = 1; y <= box.height; y++) {
    for (let x = 1; x <= box.width; x++) {
      const at = y * stride + x;
      const alongX = perX * tile[at + 1] - perX * tile[at - 1];
      const alongY = perY * tile[at + stride] - perY * tile[at - stride];
      pixels[n++] = Math.fround(Math.sqrt(alongX * alongX + alongY * alongY));
    }
  }
  return [{ name: 'gradient', pixels, singlePrecision: true }];
}

/** The box with one pixel more on each side, clamped to the window. */
function neighbours(start: number, count: number, size: number): Int32Array {
  return Int32Array.from({ length: count + 2 }, (_, n) => Math.min(size - 1, Math.max(0, start - 1 + n)));
}
