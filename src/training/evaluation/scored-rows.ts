/**
 * Scores with binary labels, divided by class once. A higher score points to the positive class (label 1); every
 * function of this folder that takes a `ScoredRows` may rely on both classes being present and on finite scores.
 */
export interface ScoredRows {
  readonly scores: Float64Array;
  /** 1 = positive, 0 = negative; same length as `scores`. */
  readonly labels: Uint8Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Throws RangeError when lengths differ, a score is not finite, a label is not 0 or 1, or a class is empty. */
export function scoredRows(scores: ArrayLike<number>, labels: ArrayLike<number>): ScoredRows {
  if (scores.length !== labels.length) throw new RangeError(`${scores.length} scores but ${labels.length} labels`);
  let positives = 0;
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isFinite(scores[i])) throw new RangeError(`score ${i + 1} is not a finite number`);
    if (labels[i] !== 0 && labels[i] !== 1) throw new RangeError(`label ${i + 1} is ${labels[i]}, expected 0 or 1`);
    positives += labels[i];
  }
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('both classes must be present');
  return { scores: Float64Array.from(scores), labels: Uint8Array.from(labels), positives, negatives };
}

/** Scores of one class, in row order. */
export function scoresOf({ scores, labels, positives, negatives }: ScoredRows, label: 0 | 1): Float64Array {
  const own = new Float64Array(label === 1 ? positives : negatives);
  let next = 0;
  for (let i = 0; i < scores.length; i++) if (labels[i] === label) own[next++] = scores[i];
  return own;
}
