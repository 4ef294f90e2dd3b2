/** LASSO: coefficients along the path, and the cross-validated measure with the chosen penalties. */

import type { ModelSection } from '../evaluation/model-section.ts';
import { isComputed } from '../evaluation/results-parts.ts';
import { escaped } from './markup.ts';
import { decimals } from './number-text.ts';
import { drawing, pathThrough, plot, roundTicks } from './plot.ts';

const [WIDTH, HEIGHT, NAMED] = [470, 340, 6];

type Computed<K extends 'lassoPath' | 'crossValidation'> = Exclude<ModelSection[K], { notComputed: string }>;

/** Decreasing penalty from left to right. */
const penalties = (lambdas: readonly number[]): readonly number[] => lambdas.map((lambda) => -Math.log(lambda));

export function pathFigure({ lassoPath }: ModelSection, mark: string | undefined): string | undefined {
  return isComputed(lassoPath) ? draw(lassoPath, mark) : undefined;
}

function draw({ lambdas, features, chosen }: Computed<'lassoPath'>, mark: string | undefined): string {
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
  const at = lambdas.reduce(
    (best, lambda, i) => (Math.abs(lambda - chosen.lambda) < Math.abs(lambdas[best] - chosen.lambda) ? i : best),
    0,
  );
  const strongest = features
    .map((feature, i) => ({ i, size: Math.abs(feature.coefficients[at] ?? 0) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .slice(0, NAMED)
    .map(({ i }) => i);
  const lines = features.map(
    (feature, i) =>
      `<path class="path${strongest.includes(i) ? ` named-${strongest.indexOf(i)}` : ''}" d="${pathThrough(p, xs, feature.coefficients)}"/>`,
  );
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
  const { lambdas, features, chosen } = lassoPath;
  const at = lambdas.reduce(
    (best, lambda, i) => (Math.abs(lambda - chosen.lambda) < Math.abs(lambdas[best] - chosen.lambda) ? i : best),
    0,
  );
  const named = features
    .map(({ name, coefficients }) => ({ name, value: coefficients[at] ?? 0 }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, NAMED);
  const items = named.map(
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
    margins: { top: 36 },
    mark,
  });
  const bars = xs.map((value, i) => `M${p.x(value)} ${p.y(mean[i] - standardError[i])}V${p.y(mean[i] + standardError[i])}`);
  const dots = xs.map((value, i) => `<circle class="cv-dot" cx="${p.x(value)}" cy="${p.y(mean[i])}" r="2.2"/>`);
  const rule = (lambda: number, name: string, anchor: string, shift: number): string => {
    const at = p.x(-Math.log(lambda));
    const count =
      nonZero[lambdas.reduce((best, l, i) => (Math.abs(l - lambda) < Math.abs(lambdas[best] - lambda) ? i : best), 0)];
    return `<path class="cut" d="M${at} ${p.top}V${p.bottom}"/><text class="tick" x="${at + shift}" y="${p.top - 6}" text-anchor="${anchor}">${name}: ${count} features</text>`;
  };
  return drawing(WIDTH, HEIGHT, 'Cross-validated measure along the penalty', [
    p.frame,
    `<path class="spike" d="${bars.join('')}"/>`,
    ...dots,
    rule(lambda1se, '\u03bb 1se', 'end', 4),
    rule(lambdaMin, '\u03bb min', 'start', -4),
  ]);
}
