/** Sensitivity, specificity and predictive values at the training cut-off, and where the scores lie. */
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { type Cell, figure, orMissing, paragraph, section, table } from './markup.ts';
import { decimals, estimateText } from './number-text.ts';
import { scoreFigure } from './score-figure.ts';
import { SPLIT_TITLES } from './split-style.ts';

type AtCutOff = ValidationResults['atCutOff'][number];

const MEASURES: readonly (readonly [
  string,
  keyof AtCutOff & ('sensitivity' | 'specificity' | 'positivePredictiveValue' | 'negativePredictiveValue' | 'accuracy'),
])[] = [
  ['Sensitivity', 'sensitivity'],
  ['Specificity', 'specificity'],
  ['Positive predictive value', 'positivePredictiveValue'],
  ['Negative predictive value', 'negativePredictiveValue'],
  ['Accuracy', 'accuracy'],
];

export function cutOffSection(results: ValidationResults): string {
  const { atCutOff, cutOff, endpoint } = results;
  const counts = (of: (at: AtCutOff) => number): readonly Cell[] => atCutOff.map((at) => String(of(at)));
  const rows: readonly (readonly Cell[])[] = [
    ...MEASURES.map(([name, key]) => [
      name,
      ...atCutOff.map((at) => orMissing(at[key], (p) => `${estimateText(p)}  ${p.successes}/${p.trials}`)),
    ]),
    ['F1', ...atCutOff.map(({ f1 }) => orMissing(f1, ({ value }) => decimals(value)))],
    ['True positives', ...counts((at) => at.truePositives)],
    ['False positives', ...counts((at) => at.falsePositives)],
    ['True negatives', ...counts((at) => at.trueNegatives)],
    ['False negatives', ...counts((at) => at.falseNegatives)],
  ];
  return section('cut-off', 'At the cut-off', [
    paragraph(
      `A probability of ${decimals(cutOff.probability)} or above counts as ${endpoint.positive}. ${cutOff.origin}. Predictive values hold for the share of positives in the split. Intervals: Wilson, 95 %.`,
    ),
    table(['', ...atCutOff.map(({ split }) => SPLIT_TITLES[split])], rows),
    figure(
      results.scores.map((scores) => scoreFigure(scores, results, markOf(results))),
      captionOf(
        results,
        `Predicted probabilities: ${endpoint.positive} upwards (blue), ${endpoint.negative} downwards (grey); dotted line: cut-off.`,
      ),
    ),
  ]);
}
