/** Calibration of one split: smoothed observed share with groups and their intervals, and where the predictions lie. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { estimateText } from './number-text.ts';
import { drawing, pathThrough, plot, UNIT_TICKS } from './plot.ts';
import { SPLIT_TITLES } from './split-style.ts';

const [WIDTH, HEIGHT] = [330, 340];
const BINS = 50;

export function calibrationFigure(results: ValidationResults, at: number, mark: string | undefined): string {
  const { split, result } = results.calibration[at] as ValidationResults['calibration'][number];
  const scores = results.scores[at] as ValidationResults['scores'][number];
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { from: 0, to: 1, label: 'Predicted probability', ticks: UNIT_TICKS },
    y: { from: -0.12, to: 1, label: 'Observed share', ticks: UNIT_TICKS },
    title: `${SPLIT_TITLES[split]} (n = ${scores.positive.length + scores.negative.length})`,
    mark,
  });
  const parts = [p.frame, `<path class="reference" d="M${p.x(0)} ${p.y(0)}L${p.x(1)} ${p.y(1)}"/>`, histogram(p, scores)];
  if (isComputed(result)) {
    parts.push(`<path class="line ${split}" d="${pathThrough(p, result.curve.predicted, result.curve.observed.map(clamped))}"/>`);
    for (const { meanPredicted, observed } of result.bins) {
      const x = p.x(meanPredicted);
      parts.push(
        `<path class="whisker" d="M${x} ${p.y(observed.lower)}V${p.y(observed.upper)}"/><circle class="dot ${split}" cx="${x}" cy="${p.y(observed.value)}" r="3.4"/>`,
      );
    }
  }
  const slope = isComputed(result) ? `slope ${estimateText(result.slope, 2)}` : 'not computed';
  return drawing(WIDTH, HEIGHT, `Calibration, ${split}: ${slope}`, parts);
}

const clamped = (value: number): number => Math.min(Math.max(value, 0), 1);

/** Spikes below the axis: how many lesions have which prediction. */
function histogram(p: ReturnType<typeof plot>, { positive, negative }: ValidationResults['scores'][number]): string {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of [...positive, ...negative]) counts[Math.min(Math.floor(value * BINS), BINS - 1)] += 1;
  const most = Math.max(1, ...counts);
  const spikes = counts.map((count, i) => {
    if (count === 0) return '';
    return `M${p.x((i + 0.5) / BINS)} ${p.bottom}V${p.y(-0.12 + (0.09 * count) / most)}`;
  });
  return `<path class="spike" d="${spikes.join('')}"/>`;
}
