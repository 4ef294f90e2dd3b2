/** Features of lesions by column, with what is known of each lesion. The pipeline sees nothing else. */

export interface LesionTable {
  readonly names: readonly string[];
  /** By feature; NaN where a value is missing. */
  readonly columns: readonly Float64Array[];
  /** 1 = positive class of the endpoint. */
  readonly outcome: Uint8Array;
  readonly patients: readonly string[];
  /** Empty text where it is not known. */
  readonly sites: readonly string[];
  /** Clinical variables by name; NaN where a value is missing. */
  readonly clinical: Readonly<Record<string, Float64Array>>;
}

/** Rows in the given order, with repetition where a row is named twice. */
export function takeRows(table: LesionTable, rows: readonly number[], outcome?: readonly (0 | 1)[]): LesionTable {
  const take = (column: Float64Array): Float64Array => {
    const values = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k++) values[k] = column[rows[k]];
    return values;
  };
  return {
    names: table.names,
    columns: table.columns.map(take),
    outcome: Uint8Array.from(outcome ?? rows.map((i) => table.outcome[i])),
    patients: rows.map((i) => table.patients[i]),
    sites: rows.map((i) => table.sites[i]),
    clinical: Object.fromEntries(Object.entries(table.clinical).map(([name, column]) => [name, take(column)])),
  };
}
