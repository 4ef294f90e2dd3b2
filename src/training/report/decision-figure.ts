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
  const line = (kind: string, values: readonly number[]): string =>
    `<path class="${kind}" d="${pathThrough(p, curves.thresholds, values)}"/>`;
  const entries: readonly (readonly [string, readonly number[]])[] = [
    [`line ${curves.split}`, curves.model],
    ...curves.others.map(({ netBenefit }, i) => [`other other-${i % 3}`, netBenefit] as const),
    ['all', curves.treatAll],
    ['none', curves.thresholds.map(() => 0)],
  ];
  // Net benefit falls without end: the lines leave the frame below.
  const id = `decision-frame-${curves.split}`;
  const lines = entries.toReversed().map(([kind, values]) => line(kind, values));
  return drawing(WIDTH, HEIGHT, `Decision curve, ${curves.split}`, [
    p.frame,
    `<clipPath id="${id}"><rect x="${p.left}" y="${p.top - 2}" width="${p.right - p.left + 2}" height="${p.bottom - p.top + 2}"/></clipPath>`,
    `<g clip-path="url(#${id})">${lines.join('')}</g>`,
  ]);
}

/** One legend for the figures of all splits. */
export function decisionLegend(all: readonly Curves[]): string {
  const line = (kind: string): string =>
    `<svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true"><path class="${kind}" d="M0 4H22"/></svg>`;
  const others = all[0]?.others.map(({ name }, i) => [line(`other other-${i % 3}`), name] as const) ?? [];
  const items: readonly (readonly [string, string])[] = [
    [all.map(({ split }) => line(`line ${split}`)).join(''), 'This model'],
    ...others,
    [line('all'), 'All positive'],
    [line('none'), 'None positive'],
  ];
  return `<ol class="legend-list inline">${items.map(([lines, name]) => `<li>${lines}${escaped(name)}</li>`).join('')}</ol>`;
}
