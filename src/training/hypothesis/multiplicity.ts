/** p-values adjusted for the number of tests. */

export function bonferroni(p: readonly number[]): readonly number[] {
  return p.map((value) => Math.min(1, value * p.length));
}

/** Benjamini and Hochberg 1995: false discovery rate. */
export function benjaminiHochberg(p: readonly number[]): readonly number[] {
  const descending = p.map((_, i) => i).sort((a, b) => p[b] - p[a]);
  const adjusted = new Array<number>(p.length);
  let smallest = 1;
  descending.forEach((index, position) => {
    smallest = Math.min(smallest, (p[index] * p.length) / (p.length - position));
    adjusted[index] = smallest;
  });
  return adjusted;
}
