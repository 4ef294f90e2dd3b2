/** Columns as the solver wants them (mean 0, sd 1 with 1 / n in it, a column of ones last), and the way back. */

export interface Design {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly constant: readonly boolean[];
  /** Coefficients and intercept on the scale of the given columns. */
  original(coefficients: Float64Array): { readonly coefficients: Float64Array; readonly intercept: number };
}

/** Throws RangeError where a value is not finite. */
export function designOf(columns: readonly Float64Array[], standardize: boolean): Design {
  const rows = columns[0]?.length ?? 0;
  const means = new Float64Array(columns.length);
  const scales = new Float64Array(columns.length);
  const constant = columns.map((column) => column.every((value) => value === column[0]));
  const centred = columns.map((column, j) => {
    let sum = 0;
    for (const value of column) sum += value;
    const mean = sum / rows;
    let squares = 0;
    for (const value of column) squares += (value - mean) ** 2;
    if (!Number.isFinite(squares)) throw new RangeError(`column ${j + 1} holds a value that is not a finite number`);
    means[j] = mean;
    scales[j] = standardize && !constant[j] ? Math.sqrt(squares / rows) : 1;
    const scaled = new Float64Array(rows);
    for (let i = 0; i < rows; i++) scaled[i] = (column[i] - mean) / scales[j];
    return scaled;
  });
  return {
    rows,
    columns: [...centred, new Float64Array(rows).fill(1)],
    constant,
    original(coefficients) {
      let intercept = coefficients[columns.length];
      const own = new Float64Array(columns.length);
      for (let j = 0; j < columns.length; j++) {
        if (coefficients[j] === 0) continue;
        own[j] = coefficients[j] / scales[j];
        intercept -= own[j] * means[j];
      }
      return { coefficients: own, intercept };
    },
  };
}
