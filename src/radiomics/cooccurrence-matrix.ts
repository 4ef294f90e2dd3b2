/** Pairs of grey levels in one direction (or weighted over all), sparse: with hundreds of levels most cells are empty. */
export interface CooccurrenceMatrix {
  readonly size: number;
  /** Occupied cells row by row: those of row i (0-based rank) from starts[i] to starts[i + 1]. */
  readonly starts: Int32Array;
  readonly columns: Uint16Array;
  readonly counts: Float64Array;
  /** Where the compiled kernels counted the matrix. */
  readonly compiled?: CompiledMatrix;
}

/** Sums of counts by row, column, sum and difference of levels. */
export interface Marginals {
  readonly px: Float64Array;
  readonly py: Float64Array;
  /** Σ_j j P(i,j). */
  readonly rowMoment: Float64Array;
  readonly sum: Float64Array;
  readonly difference: Float64Array;
  /** Of all counts, and of their squares. */
  readonly total: number;
  readonly squares: number;
  readonly maximum: number;
}

/** How many cells hold each small number of pairs, and Σ P(i,j) perX(i) perY(j) / total. */
export interface Tally {
  readonly cells: Float64Array;
  readonly overExpected: number;
}

export interface CompiledMatrix {
  readonly marginals: Marginals;
  tally(perX: Float64Array, perY: Float64Array): Tally;
  /** Of the marginals as they are then; undefined where it did not converge. */
  maximalCorrelation(): number | undefined;
}
