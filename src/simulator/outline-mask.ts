/** The pixels of the frame whose centre lies inside a contour: 1 inside, 0 outside. */
import type { Mask } from '../core/index.ts';
import { type Contour, radiusTowards } from './contour.ts';
import { columnMm, fieldOf, rowMm } from './field.ts';
import type { LesionParameters } from './lesion-parameters.ts';

export function outlineMask({ scanner, centreXMm, centreDepthMm }: LesionParameters, shape: Contour): Mask {
  const { region, frameWidth, frameHeight } = scanner;
  const field = fieldOf(scanner);
  const mask = new Uint8Array(frameWidth * frameHeight);
  for (let row = 0; row < region.height; row++) {
    const y = rowMm(field, row) - centreDepthMm;
    if (Math.abs(y) > shape.largestRadiusMm) continue;
    for (let column = 0; column < region.width; column++) {
      const x = columnMm(field, column + field.marginColumns) - centreXMm;
      const distance = Math.sqrt(x * x + y * y);
      if (distance > shape.largestRadiusMm || distance >= radiusTowards(shape, x, y)) continue;
      mask[(region.y + row) * frameWidth + region.x + column] = 1;
    }
  }
  return mask;
}
