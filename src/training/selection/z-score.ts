/** z-scores with the mean and the sample standard deviation (n - 1) of the training split; a constant column becomes 0. */

export interface Scaling {
  readonly mean: number;
  /** Sample standard deviation, n - 1 in the denominator. 0 for a constant column. */
  readonly sd: number;
}

/** Two passes with the correction of the mean; NaN where a value is missing. */
export function fitScaling(column: Float64Array): Scaling {
  const n = column.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += column[i];
  const first = sum / n;
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const d = column[i] - first;
    rest += d;
    squares += d * d;
  }
  const variance = n > 1 ? (squares - (rest * rest) / n) / (n - 1) : 0;
  return { mean: first + rest / n, sd: isConstant(column) ? 0 : Math.sqrt(Math.max(0, variance)) };
}

/** A mean of equal numbers may miss them by its last bit: compared, not computed. */
function isConstant(column: Float64Array): boolean {
  const first = column[0];
  for (let i = 1; i < column.length; i++) if (column[i] !== first) return false;
  return true;
}

export function applyScaling(column: Float64Array, { mean, sd }: Scaling): Float64Array {
  const scaled = new Float64Array(column.length);
  if (sd !== 0) for (let i = 0; i < column.length; i++) scaled[i] = (column[i] - mean) / sd;
  return scaled;
}
