/** Negative log-likelihood of linear predictors; fills in the probabilities and what is left of the outcome. */
export function logisticLoss(
  eta: Float64Array,
  outcome: Float64Array,
  probability: Float64Array,
  residual: Float64Array,
): number {
  let loss = 0;
  // log(1 + e^-|eta|) of 32 rows by one logarithm of their product, which is at most 2^32.
  let product = 1;
  for (let i = 0; i < eta.length; i++) {
    const link = eta[i];
    const small = Math.exp(-Math.abs(link));
    const larger = 1 / (1 + small);
    const p = link >= 0 ? larger : small * larger;
    probability[i] = p;
    residual[i] = outcome[i] - p;
    product *= 1 + small;
    if ((i & 31) === 31) {
      loss += Math.log(product);
      product = 1;
    }
    const margin = outcome[i] === 1 ? -link : link;
    if (margin > 0) loss += margin;
  }
  return loss + Math.log(product);
}
