/** Inverse of a symmetric positive definite matrix through its Cholesky factor; undefined where it is singular. */

/** Share of a diagonal element below which what is left of it counts as 0. */
const SINGULAR = 1e-13;

/** Rows of numbers; the result is exactly symmetric. */
export function symmetricInverse(matrix: readonly ArrayLike<number>[]): readonly Float64Array[] | undefined {
  const n = matrix.length;
  const lower = choleskyOf(matrix);
  if (lower === undefined) return undefined;
  const result = matrix.map(() => new Float64Array(n));
  for (let c = 0; c < n; c++) {
    const x = new Float64Array(n);
    for (let i = c; i < n; i++) {
      let sum = i === c ? 1 : 0;
      for (let k = c; k < i; k++) sum -= lower[i][k] * x[k];
      x[i] = sum / lower[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i];
      for (let k = i + 1; k < n; k++) sum -= lower[k][i] * x[k];
      x[i] = sum / lower[i][i];
    }
    for (let i = 0; i <= c; i++) result[i][c] = result[c][i] = x[i];
  }
  return result;
}

function choleskyOf(matrix: readonly ArrayLike<number>[]): readonly Float64Array[] | undefined {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      if (i !== j) lower[i][j] = sum / lower[j][j];
      else if (sum > SINGULAR * matrix[i][i]) lower[i][i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}
