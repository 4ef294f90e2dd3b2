/** The fitted model: selection, LASSO path, coefficients, nomogram. */
import type { ModelSection } from '../evaluation/model-section.ts';
import { isComputed, type NotComputed, type OrNot } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { coefficientFigure } from './coefficient-figure.ts';
import { figure, missing, section, table } from './markup.ts';
import { nomogramFigure } from './nomogram-figure.ts';
import { decimals, estimateText } from './number-text.ts';
import { crossValidationFigure, pathFigure, pathLegend } from './path-figure.ts';

export function fittedSection(results: ValidationResults): string {
  const { fitted } = results;
  if (!isComputed(fitted)) return section('model', 'Model', [missing(fitted)]);
  const mark = markOf(results);
  const { selection, nomogram, lassoPath, crossValidation } = fitted;
  const curves = [pathFigure(fitted, mark), crossValidationFigure(fitted, mark)].filter((drawing) => drawing !== undefined);
  return section('model', 'Model', [
    table(
      ['Step of the selection', 'Features left', 'Detail'],
      [
        ['Candidates', String(fitted.candidates), ''],
        ...selection.map(({ step, remaining, detail }) => [step, String(remaining), detail]),
      ],
      [2],
    ),
    curves.length === 0
      ? ''
      : figure(
          curves,
          captionOf(
            results,
            `LASSO path: standardised coefficients along the penalty; dotted: the chosen one (${isComputed(lassoPath) ? lassoPath.chosen.rule : 'not computed'}). Right: cross-validated measure with one standard error.`,
          ),
        ),
    pathLegend(fitted),
    isComputed(lassoPath) ? '' : missing(lassoPath),
    isComputed(crossValidation) ? '' : missing(crossValidation),
    '<h3>Coefficients</h3>',
    figure(
      [coefficientFigure(fitted, mark)],
      captionOf(
        results,
        'Terms of the final model, per standard deviation of the training split. Blue: radiomics; orange: clinical.',
      ),
    ),
    coefficientTable(fitted),
    '<h3>Nomogram</h3>',
    isComputed(nomogram)
      ? figure(
          [nomogramFigure(nomogram, mark)],
          captionOf(
            results,
            'Read the points of each variable on the top axis, add them, and read the probability below the sum. For understanding the model, not for care.',
          ),
        )
      : missing(nomogram),
  ]);
}

/** A cell without a figure says so; the reasons are below the table, each once. */
function coefficientTable({ intercept, coefficients }: ModelSection): string {
  const reasons = new Set<string>();
  const shown = <T extends object>(value: OrNot<T>, show: (value: T) => string): string => {
    if (isComputed(value)) return show(value);
    reasons.add((value as NotComputed).notComputed);
    return 'not computed';
  };
  const rows = coefficients.map(({ name, kind, standardised, oddsRatio, p }) => [
    name,
    kind,
    decimals(standardised, 4),
    shown(oddsRatio, (value) => estimateText(value, 2)),
    shown(p, ({ value }) => (value < 0.001 ? '< 0.001' : decimals(value))),
  ]);
  const head = ['Term', 'Kind', 'Coefficient', 'Odds ratio (95 % CI)', 'p'];
  const notes = [...reasons].map((reason) => missing({ notComputed: `odds ratio or p: ${reason}` }));
  return [
    table(head, [['Intercept', '', decimals(intercept, 4), 'not applicable', 'not applicable'], ...rows], [1]),
    ...notes,
  ].join('');
}
