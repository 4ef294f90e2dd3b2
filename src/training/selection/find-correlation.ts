/** caret::findCorrelation: the columns to DROP, in the order in which caret lists them. `matrix` is p x p by rows. */

/** Compares the mean |r| of both of a pair with one another, once. */
export function findCorrelationFast(matrix: Float64Array, p: number, cutoff: number): readonly number[] {
  // caret compares the means as factors, that is as texts of 15 digits.
  const mean = columnMeans(matrix, p, true).map((value) => Number(value.toPrecision(15)));
  const [columns, rows]: [number[], number[]] = [[], []];
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < j; i++) {
      if (!(Math.abs(matrix[i * p + j]) > cutoff)) continue;
      if (mean[j] > mean[i]) columns.push(j);
      else rows.push(i);
    }
  }
  return [...new Set([...columns, ...rows])];
}

/** Goes through the pairs by descending mean |r| and takes the means anew without the columns dropped so far. */
export function findCorrelationExact(matrix: Float64Array, p: number, cutoff: number): readonly number[] {
  const mean = columnMeans(matrix, p, false);
  const order = Array.from(mean, (_, i) => i).sort((a, b) => mean[b] - mean[a] || a - b);
  const at = (i: number, j: number): number => Math.abs(matrix[order[i] * p + order[j]]);
  const dropped = new Array<boolean>(p).fill(false);
  const rowSum = new Float64Array(p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) if (i !== j) rowSum[i] += at(i, j);
  let total = rowSum.reduce((sum, value) => sum + value, 0);
  let left = p;
  const drop = (k: number): void => {
    dropped[k] = true;
    total -= 2 * rowSum[k];
    left--;
    for (let i = 0; i < p; i++) if (!dropped[i]) rowSum[i] -= at(i, k);
  };
  for (let i = 0; i < p - 1; i++) {
    for (let j = i + 1; j < p && !dropped[i]; j++) {
      if (dropped[j] || !(at(i, j) > cutoff)) continue;
      const own = rowSum[i] / (left - 1);
      const others = (total - rowSum[j]) / ((left - 1) * (left - 1));
      drop(own > others ? i : j);
    }
  }
  return order.filter((_, position) => dropped[position]);
}

/** Mean |r| of each column, with or without its diagonal element. */
function columnMeans(matrix: Float64Array, p: number, withDiagonal: boolean): Float64Array {
  const means = new Float64Array(p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) if (withDiagonal || i !== j) means[j] += Math.abs(matrix[i * p + j]);
  return means.map((sum) => sum / (withDiagonal ? p : p - 1));
}
