/** Eigenvalues of the covariance (divided by N) of the region's pixel centres, in mm². */
import type { Spacing } from '../core/index.ts';
import type { Roi } from './roi.ts';
import { runsOf } from './roi-runs.ts';

export interface PrincipalAxes {
  readonly major: number;
  readonly minor: number;
}

export function principalAxes(roi: Roi, { xMm, yMm }: Spacing): PrincipalAxes {
  const { count, x, y, xx, xy, yy } = sums(roi);
  const covariance = (ab: number, a: number, b: number): number => (ab - (a / count) * b) / count;
  const varianceX = covariance(xx, x, x) * xMm * xMm;
  const varianceY = covariance(yy, y, y) * yMm * yMm;
  const mixed = covariance(xy, x, y) * xMm * yMm;
  const major = (varianceX + varianceY) / 2 + Math.hypot((varianceX - varianceY) / 2, mixed);
  // From the determinant: the difference of nearly equal numbers would lose the digits of a thin region.
  return { major, minor: major === 0 ? 0 : Math.max(0, (varianceX * varianceY - mixed * mixed) / major) };
}

/** Of the coordinates from the middle of the box and of their products: whole numbers, so that the rows of a run add up exactly. */
function sums(roi: Roi): Readonly<Record<'count' | 'x' | 'y' | 'xx' | 'xy' | 'yy', number>> {
  const { width, height } = roi.box;
  const runs = runsOf(roi);
  const [middleX, middleY] = [width >> 1, height >> 1];
  const total = { count: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (let r = 0; r < runs.length; r += 2) {
    const first = runs[r] % width;
    const n = runs[r + 1];
    const y = (runs[r] - first) / width - middleY;
    const from = first - middleX;
    const last = from + n - 1;
    const x = ((from + last) * n) / 2;
    total.count += n;
    total.x += x;
    total.y += n * y;
    total.xx += squaresUpTo(last) - squaresUpTo(from - 1);
    total.xy += x * y;
    total.yy += n * y * y;
  }
  return total;
}

/** 1² + .. + n², continued to n < 0 so that differences are sums of squares there too. */
function squaresUpTo(n: number): number {
  return (n * (n + 1) * (2 * n + 1)) / 6;
}
