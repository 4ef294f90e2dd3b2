/** Distribution of the predicted probability in one split: positives upwards, negatives downwards, the cut-off as a line. */
import type { ValidationResults } from '../validation-results.ts';
import { drawing, plot, roundTicks, tenth, UNIT_TICKS } from './plot.ts';
import { SPLIT_TITLES } from './split-style.ts';

const [WIDTH, HEIGHT, BINS] = [330, 250, 25];

export function scoreFigure(
  { split, positive, negative }: ValidationResults['scores'][number],
  { cutOff, endpoint }: ValidationResults,
  mark: string | undefined,
): string {
  const countsOf = (values: readonly number[]): readonly number[] => {
    const counts = new Array<number>(BINS).fill(0);
    for (const value of values) counts[Math.min(Math.floor(value * BINS), BINS - 1)] += 1;
    return counts;
  };
  const [up, down] = [countsOf(positive), countsOf(negative)];
  const [highest, lowest] = [Math.max(1, ...up), Math.max(1, ...down)];
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { from: 0, to: 1, label: 'Predicted probability', ticks: UNIT_TICKS },
    y: {
      from: -lowest * 1.12,
      to: highest * 1.12,
      label: 'Lesions',
      ticks: roundTicks(-lowest, highest, 6).filter(Number.isInteger),
      format: (value) => String(Math.abs(value)),
    },
    title: `${SPLIT_TITLES[split]} (n = ${positive.length + negative.length})`,
    mark,
  });
  const bars = (counts: readonly number[], sign: 1 | -1, kind: string): string =>
    counts
      .map((count, i) => {
        if (count === 0) return '';
        const [a, b] = [p.x(i / BINS), p.x((i + 1) / BINS)];
        const [y0, y1] = [p.y(0), p.y(sign * count)];
        return `<rect class="bar ${kind}" x="${a + 0.5}" y="${Math.min(y0, y1)}" width="${tenth(b - a - 1)}" height="${tenth(Math.abs(y1 - y0))}"/>`;
      })
      .join('');
  const at = p.x(cutOff.probability);
  return drawing(
    WIDTH,
    HEIGHT,
    `Predicted probabilities, ${split}: ${endpoint.positive} upwards, ${endpoint.negative} downwards`,
    [
      p.frame,
      bars(up, 1, 'positive'),
      bars(down, -1, 'negative'),
      `<path class="axis" d="M${p.left} ${p.y(0)}H${p.right}"/>`,
      `<path class="cut" d="M${at} ${p.top}V${p.bottom}"/>`,
    ],
  );
}
