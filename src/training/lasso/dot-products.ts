/** Dot products, several sums at a time: the inner loops of the LASSO and of correlations. */

/** Of the first `n` elements. Four sums side by side do not wait for one another. */
export function dotRange(a: Float64Array, b: Float64Array, n: number): number {
  const whole = n - (n % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < n; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** out[k] = vector . columns[which[k]] / divisor. Four columns share each load of the vector. */
export function dotColumns(
  vector: Float64Array,
  columns: readonly Float64Array[],
  which: ArrayLike<number>,
  count: number,
  divisor: number,
  out: Float64Array,
): void {
  const n = vector.length;
  const whole = count - (count % 4);
  for (let k = 0; k < whole; k += 4) {
    const [a, b, c, d] = [columns[which[k]], columns[which[k + 1]], columns[which[k + 2]], columns[which[k + 3]]];
    let [sa, sb, sc, sd] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const v = vector[i];
      sa += v * a[i];
      sb += v * b[i];
      sc += v * c[i];
      sd += v * d[i];
    }
    out[k] = sa / divisor;
    out[k + 1] = sb / divisor;
    out[k + 2] = sc / divisor;
    out[k + 3] = sd / divisor;
  }
  for (let k = whole; k < count; k++) out[k] = dotRange(vector, columns[which[k]], n) / divisor;
}

/** vector += sum of factors[k] x columns[which[k]], added in that order whatever the number of columns taken at a time. */
export function addColumns(
  vector: Float64Array,
  columns: readonly Float64Array[],
  which: ArrayLike<number>,
  count: number,
  factors: Float64Array,
): void {
  const n = vector.length;
  const whole = count - (count % 4);
  for (let k = 0; k < whole; k += 4) {
    const [a, b, c, d] = [columns[which[k]], columns[which[k + 1]], columns[which[k + 2]], columns[which[k + 3]]];
    const [fa, fb, fc, fd] = [factors[k], factors[k + 1], factors[k + 2], factors[k + 3]];
    for (let i = 0; i < n; i++) vector[i] = vector[i] + fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
  }
  for (let k = whole; k < count; k++) {
    const [column, factor] = [columns[which[k]], factors[k]];
    for (let i = 0; i < n; i++) vector[i] += factor * column[i];
  }
}
