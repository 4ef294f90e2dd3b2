/** Linear predictors of a path, and its coefficients between two lambdas, by linear interpolation as in glmnet. */
import type { LassoPath } from './lasso-path.ts';

/** Position on the path: left + (1 - share) (right - left), where share is the weight of the left one. */
export interface PathPosition {
  readonly left: number;
  readonly right: number;
  readonly share: number;
}

/** A lambda outside the path takes the nearest end. */
export function positionOf({ lambdas }: LassoPath, lambda: number): PathPosition {
  const last = lambdas.length - 1;
  if (lambda >= lambdas[0]) return { left: 0, right: 0, share: 1 };
  if (lambda <= lambdas[last]) return { left: last, right: last, share: 1 };
  let right = 1;
  while (lambdas[right] > lambda) right++;
  if (lambdas[right] === lambda) return { left: right, right, share: 1 };
  return { left: right - 1, right, share: (lambda - lambdas[right]) / (lambdas[right - 1] - lambdas[right]) };
}

/** By lambda of the path, then by row. */
export function linkAlongPath(
  path: LassoPath,
  columns: readonly Float64Array[],
  rows: ArrayLike<number>,
): readonly Float64Array[] {
  return path.coefficients.map((coefficients, k) => {
    const link = new Float64Array(rows.length).fill(path.intercepts[k]);
    coefficients.forEach((b, j) => {
      if (b === 0) return;
      const column = columns[j];
      for (let i = 0; i < rows.length; i++) link[i] += b * column[rows[i]];
    });
    return link;
  });
}

export function linkAt(links: readonly Float64Array[], { left, right, share }: PathPosition): Float64Array {
  return left === right ? links[left] : links[left].map((value, i) => share * value + (1 - share) * links[right][i]);
}
