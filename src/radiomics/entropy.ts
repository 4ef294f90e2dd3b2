/** PyRadiomics adds the spacing of 1 inside every logarithm: one certain outcome gives -3.2e-16 bit, not 0. */
export const EPSILON = Number.EPSILON;

/** -p log2(p + EPSILON), in bit. */
export function entropyTerm(p: number): number {
  return -p * Math.log2(p + EPSILON);
}

/** Entropy in bit of probabilities. */
export function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < probabilities.length; n++) if (probabilities[n] > 0) sum += entropyTerm(probabilities[n]);
  return sum;
}
