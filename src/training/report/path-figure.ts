/** LASSO: coefficients along the path, and the cross-validated measure with the chosen penalties. */

import type { ModelSection } from '../evaluation/model-section.ts';
import { isComputed } from '../evaluation/results-parts.ts';
import { escaped } from './markup.ts';
import { decimals } from './number-text.ts';
import { drawing, pathThrough, plot, roundTicks } from './plot.ts';

const [WIDTH, HEIGHT, NAMED] = [470, 340, 6];

type Computed<K extends 'lassoPath' | 'crossValidation'> = Exclude<ModelSection[K], { notComputed: string }>;

const nearest = (lambdas: readonly number[], lambda: number): number =>
  lambdas.reduce((best, l, i) => (Math.abs(l - lambda) < Math.abs((lambdas[best] as number) - lambda) ? i : best), 0);

/** Features with the largest coefficients at the chosen penalty, largest first. */
function strongest({ lambdas, features, chosen }: Computed<'lassoPath'>) {
  const at = nearest(lambdas, chosen.lambda);
  return features
    .map(({ name, coefficients }) => ({ name, value: coefficients[at] ?? 0 }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, NAMED);
}

/** Decreasing penalty from left to right. */
const penalties = (lambdas: readonly number[]): readonly number[] => lambdas.map((lambda) => -Math.log(lambda));

export function pathFigure({ lassoPath }: ModelSection, mark: string | undefined): string | undefined {
  return isComputed(lassoPath) ? draw(lassoPath, mark) : undefined;
}

function draw(path: Computed<'lassoPath'>, mark: string | undefined): string {
  const { lambdas, features, chosen } = path;
  const xs = penalties(lambdas);
  const values = features.flatMap((feature) => feature.coefficients);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const pad = 0.06 * (high - low || 1);
  const x = { from: Math.min(...xs), to: Math.max(...xs) };
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { ...x, label: '\u2212ln \u03bb (weaker penalty to the right)', ticks: roundTicks(x.from, x.to, 6) },
    y: { from: low - pad, to: high + pad, label: 'Standardised coefficient', ticks: roundTicks(low - pad, high + pad, 6) },
    mark,
  });
  const named = strongest(path).map(({ name }) => name);
  const lines = features.map(({ name, coefficients }) => {
    const kind = named.includes(name) ? `path named-${named.indexOf(name)}` : 'path';
    return `<path class="${kind}" d="${pathThrough(p, xs, coefficients)}"/>`;
  });
  const cut = p.x(-Math.log(chosen.lambda));
  return drawing(WIDTH, HEIGHT, 'LASSO coefficients along the penalty', [
    p.frame,
    `<path class="reference" d="M${p.left} ${p.y(0)}H${p.right}"/>`,
    ...lines,
    `<path class="cut" d="M${cut} ${p.top}V${p.bottom}"/>`,
  ]);
}

/** Names of the coloured lines of the path, in their order. */
export function pathLegend({ lassoPath }: ModelSection): string {
  if (!isComputed(lassoPath)) return '';
  const items = strongest(lassoPath).map(
    ({ name, value }, i) =>
      `<li><svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true"><path class="path named-${i}" d="M0 4H22"/></svg>${escaped(name)} <span>${decimals(value)}</span></li>`,
  );
  return `<ol class="legend-list">${items.join('')}</ol>`;
}

const MEASURES = { deviance: 'Binomial deviance', auc: 'AUC', class: 'Misclassification' } as const;

export function crossValidationFigure({ crossValidation }: ModelSection, mark: string | undefined): string | undefined {
  if (!isComputed(crossValidation)) return undefined;
  const { lambdas, mean, standardError, nonZero, lambdaMin, lambda1se, measure, folds } = crossValidation;
  const xs = penalties(lambdas);
  const [low, high] = [
    Math.min(...mean.map((m, i) => m - standardError[i])),
    Math.max(...mean.map((m, i) => m + standardError[i])),
  ];
  const pad = 0.05 * (high - low || 1);
  const x = { from: Math.min(...xs), to: Math.max(...xs) };
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { ...x, label: '\u2212ln \u03bb (weaker penalty to the right)', ticks: roundTicks(x.from, x.to, 6) },
    y: {
      from: low - pad,
      to: high + pad,
      label: `${MEASURES[measure]} (${folds}-fold)`,
      ticks: roundTicks(low - pad, high + pad, 6),
    },
    margins: { top: 40 },
    mark,
    markBelow: true,
  });
  const bars = xs.map((value, i) => `M${p.x(value)} ${p.y(mean[i] - standardError[i])}V${p.y(mean[i] + standardError[i])}`);
  const dots = xs.map((value, i) => `<circle class="cv-dot" cx="${p.x(value)}" cy="${p.y(mean[i])}" r="2.2"/>`);
  const rule = (lambda: number, name: string, line: number): string => {
    const at = p.x(-Math.log(lambda));
    const count = nonZero[nearest(lambdas, lambda)];
    return `<path class="cut" d="M${at} ${p.top}V${p.bottom}"/><text class="tick" x="${at}" y="${p.top - 6 - 14 * line}" text-anchor="${at > (p.left + p.right) / 2 ? 'end' : 'start'}">${name}: ${count} ${count === 1 ? 'feature' : 'features'}</text>`;
  };
  return drawing(WIDTH, HEIGHT, 'Cross-validated measure along the penalty', [
    p.frame,
    `<path class="spike" d="${bars.join('')}"/>`,
    ...dots,
    rule(lambda1se, '\u03bb 1se', 0),
    rule(lambdaMin, '\u03bb min', 1),
  ]);
}
