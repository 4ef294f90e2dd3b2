/** Ordinary least squares of many columns on one design, by the normal equations of that design. */
import { symmetricInverse } from '../logistic/symmetric-inverse.ts';

/** `design[k]`: column k. Returns a function from y to the coefficients, or undefined where the design is singular. */
export function leastSquares(design: readonly Float64Array[]): ((y: Float64Array) => Float64Array) | undefined {
  const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const inverse = symmetricInverse(design.map((a) => design.map((b) => product(a, b))));
  if (inverse === undefined) return undefined;
  return (y) => {
    const right = design.map((column) => product(column, y));
    return Float64Array.from(inverse, (row) => row.reduce((sum, value, k) => sum + value * right[k], 0));
  };
}
