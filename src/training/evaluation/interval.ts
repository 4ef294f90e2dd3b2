/** Limits of an estimate; the level (0.95 unless said otherwise) is that of the function that made them. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}
