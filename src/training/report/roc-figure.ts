/** ROC curves of the splits in one frame, with their AUC in the legend. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { escaped } from './markup.ts';
import { estimateText } from './number-text.ts';
import { drawing, pathThrough, plot, UNIT_TICKS } from './plot.ts';
import { SPLIT_TITLES } from './split-style.ts';

const [WIDTH, HEIGHT] = [460, 430];

export function rocFigure(results: ValidationResults, mark: string | undefined): string {
  const p = plot({
    width: WIDTH,
    height: HEIGHT,
    x: { from: 0, to: 1, label: '1 \u2212 specificity', ticks: UNIT_TICKS },
    y: { from: 0, to: 1, label: 'Sensitivity', ticks: UNIT_TICKS },
    mark,
  });
  const drawn = results.discrimination.filter(({ curve }) => isComputed(curve));
  const curves = drawn.map(({ split, curve }) =>
    isComputed(curve)
      ? `<path class="line ${split}" d="${pathThrough(p, curve.falsePositiveRate, curve.truePositiveRate)}"/>`
      : '',
  );
  const legend = drawn.map(({ split, auc }, i) => {
    const y = p.bottom - 18 - 20 * (drawn.length - 1 - i);
    const text = `${SPLIT_TITLES[split]}  ${isComputed(auc) ? `AUC ${estimateText(auc)}` : 'AUC not computed'}`;
    return `<path class="line ${split}" d="M${p.right - 276} ${y - 4}h26"/><text class="legend" x="${p.right - 244}" y="${y}">${escaped(text)}</text>`;
  });
  const chance = `<path class="reference" d="M${p.x(0)} ${p.y(0)}L${p.x(1)} ${p.y(1)}"/>`;
  const areas = drawn.map(({ split, auc }) => `${SPLIT_TITLES[split]} ${isComputed(auc) ? estimateText(auc) : 'not computed'}`);
  return drawing(WIDTH, HEIGHT, `ROC curves, AUC: ${areas.join('; ')}`, [p.frame, chance, ...curves, ...legend]);
}
