/** Eigenvalues of the covariance (divided by N) of the region's pixel centres, in mm². */
import type { Spacing } from '../core/index.ts';
import type { Roi } from './roi.ts';

export interface PrincipalAxes {
  readonly major: number;
  readonly minor: number;
}

export function principalAxes({ box, positions }: Roi, { xMm, yMm }: Spacing): PrincipalAxes {
  const count = positions.length;
  const { width } = box;
  let sumX = 0;
  let sumY = 0;
  for (let n = 0, y = 0; n < count; n++) {
    while (positions[n] >= (y + 1) * width) y++;
    sumX += positions[n] - y * width;
    sumY += y;
  }
  const meanX = sumX / count;
  const meanY = sumY / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let n = 0, y = 0; n < count; n++) {
    while (positions[n] >= (y + 1) * width) y++;
    const dx = positions[n] - y * width - meanX;
    const dy = y - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  xx *= (xMm * xMm) / count;
  xy *= (xMm * yMm) / count;
  yy *= (yMm * yMm) / count;
  const major = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  // From the determinant: the difference of nearly equal numbers would lose the digits of a thin region.
  return { major, minor: major === 0 ? 0 : Math.max(0, (xx * yy - xy * xy) / major) };
}
