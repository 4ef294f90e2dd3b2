/**
 * Counts P(i,j) by grey level i and size j. Run length (GLRLM), zone size (GLSZM) and dependence (GLDM) matrices are of this
 * kind and share their features. Only occupied cells are kept: a zone may be as large as the region.
 */
export interface SizeMatrix {
  /** Grey level of each row. */
  readonly levels: Int32Array;
  /** Occupied cells row by row: those of row i from starts[i] to starts[i + 1]. */
  readonly starts: Int32Array;
  readonly sizes: Int32Array;
  /** Whole numbers unless directions were weighted. */
  readonly counts: Float64Array;
}

/** From rows of `stride` cells of which cell j counts size j; cell 0 and those above `largest` are not read. */
export function fromDense(dense: Uint32Array | Float64Array, stride: number, largest: number, levels: Int32Array): SizeMatrix {
  const starts = new Int32Array(levels.length + 1);
  let occupied = 0;
  for (let i = 0; i < levels.length; i++) {
    for (let j = 1; j <= largest; j++) if (dense[i * stride + j] !== 0) occupied++;
    starts[i + 1] = occupied;
  }
  const sizes = new Int32Array(occupied);
  const counts = new Float64Array(occupied);
  let n = 0;
  for (let i = 0; i < levels.length; i++) {
    for (let j = 1; j <= largest; j++) {
      const count = dense[i * stride + j];
      if (count === 0) continue;
      sizes[n] = j;
      counts[n++] = count;
    }
  }
  return { levels, starts, sizes, counts };
}
