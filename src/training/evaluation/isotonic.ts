/**
 * Isotonic regression of labels on scores by pooling adjacent violators; equal scores are one point. The fitted function
 * is linear between its points and constant outside them, as scikit-learn's IsotonicRegression(out_of_bounds="clip").
 */
export interface IsotonicModel {
  /** Ascending scores; points inside a flat stretch are left out. */
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
}

export function fitIsotonic(scores: ArrayLike<number>, labels: ArrayLike<number>): IsotonicModel {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const blocks: { first: number; last: number; sum: number; size: number }[] = [];
  for (const i of order) {
    const top = blocks.at(-1);
    if (top !== undefined && top.last === scores[i]) {
      top.sum += labels[i];
      top.size++;
    } else {
      mergeViolators(blocks);
      blocks.push({ first: scores[i], last: scores[i], sum: labels[i], size: 1 });
    }
  }
  mergeViolators(blocks);
  const points = blocks.flatMap(({ first, last, sum, size }) =>
    first === last ? [{ score: first, p: sum / size }] : [first, last].map((score) => ({ score, p: sum / size })),
  );
  const kept = points.filter(({ p }, i) => i === 0 || i === points.length - 1 || p !== points[i - 1].p || p !== points[i + 1].p);
  return { scores: kept.map(({ score }) => score), probabilities: kept.map(({ p }) => p) };
}

/** Merges from the end while a block's mean is not above that of the block before it. */
function mergeViolators(blocks: { first: number; last: number; sum: number; size: number }[]): void {
  while (blocks.length > 1) {
    const [before, top] = blocks.slice(-2);
    if (before.sum * top.size < top.sum * before.size) return;
    blocks.splice(-2, 2, {
      first: before.first,
      last: top.last,
      sum: before.sum + top.sum,
      size: before.size + top.size,
    });
  }
}

export function applyIsotonic({ scores, probabilities }: IsotonicModel, score: number): number {
  const last = scores.length - 1;
  if (score <= scores[0]) return probabilities[0];
  if (score >= scores[last]) return probabilities[last];
  let high = 1;
  while (scores[high] < score) high++;
  const share = (score - scores[high - 1]) / (scores[high] - scores[high - 1]);
  return probabilities[high - 1] + share * (probabilities[high] - probabilities[high - 1]);
}
