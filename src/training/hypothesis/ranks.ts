/** Ranks from 1; equal values share the mean of their ranks. */
export interface Ranks {
  readonly ranks: Float64Array;
  /** Sum of t^3 - t over groups of t equal values, for the variance of rank statistics. */
  readonly tieSum: number;
}

export function midranks(values: Float64Array): Ranks {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  let tieSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    const size = to - from;
    tieSum += size ** 3 - size;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2;
    from = to;
  }
  return { ranks, tieSum };
}
