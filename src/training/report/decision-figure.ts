/** Decision curve of one split: the model and the models it is compared with, against treating all and none. */
import type { ValidationResults } from '../validation-results.ts';
import { escaped } from './markup.ts';
import { drawing, pathThrough, plot, roundTicks, UNIT_TICKS } from './plot.ts';
import { SPLIT_TITLES } from './split-style.ts';

type Curves = Extract<ValidationResults['decisionCurves'], readonly unknown[]>[number];

const [WIDTH, HEIGHT] = [330, 330];

export function decisionFigure(curves: Curves, mark: string | undefined): string {
  const best = Math.max(...curves.model, ...curves.treatAll, 0.05);
  const [from, to] = [-0.15 * best, 1.08 * best];
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { from: 0, to: 1, label: 'Threshold probability', ticks: UNIT_TICKS },
    y: { from, to, label: 'Net benefit', ticks: roundTicks(from, to, 5) },
    title: SPLIT_TITLES[curves.split],
    mark,
  });
  const shown = (values: readonly number[]): readonly number[] => values.map((value) => (value < from ? Number.NaN : value));
  const line = (kind: string, values: readonly number[]): string =>
    `<path class="${kind}" d="${pathThrough(p, curves.thresholds, shown(values))}"/>`;
  const entries: readonly (readonly [string, string, readonly number[]])[] = [
    ['This model', `line ${curves.split}`, curves.model],
    ...curves.others.map(({ name, netBenefit }, i) => [name, `other other-${i % 3}`, netBenefit] as const),
    ['All positive', 'all', curves.treatAll],
    ['None', 'none', curves.thresholds.map(() => 0)],
  ];
  const legend = entries.map(([name, kind], i) => {
    const y = p.top + 14 + 16 * i;
    return `<path class="${kind}" d="M${p.right - 166} ${y - 4}h22"/><text class="legend" x="${p.right - 138}" y="${y}">${escaped(name)}</text>`;
  });
  const lines = entries.toReversed().map(([, kind, values]) => line(kind, values));
  return drawing(WIDTH, HEIGHT, `Decision curve, ${curves.split}`, [p.frame, ...lines, ...legend]);
}
