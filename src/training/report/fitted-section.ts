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
  const { nomogram, lassoPath, crossValidation } = fitted;
  const curves = [pathFigure(fitted, mark), crossValidationFigure(fitted, mark)].filter((drawing) => drawing !== undefined);
  return section('model', 'Model', [
    table(['Step of the selection', 'Features left', 'Detail'], selectionRows(fitted), [2]),
    curves.length === 0 ? '' : figure(curves, captionOf(results, curveCaption(fitted))),
    pathLegend(fitted),
    isComputed(lassoPath) ? '' : missing(lassoPath),
    isComputed(crossValidation) ? '' : missing(crossValidation),
    '<h3>Coefficients</h3>',
    figure(
      [coefficientFigure(fitted, mark)],
      captionOf(
        results,
        `Terms of the final model, per standard deviation of the training split.${
          fitted.coefficients.some(({ kind }) => kind === 'clinical') ? ' Blue: radiomics; orange: clinical.' : ''
        }`,
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

function selectionRows({ candidates, selection }: ModelSection): readonly (readonly string[])[] {
  const first = selection[0]?.remaining === candidates ? [] : [['Candidates', String(candidates), '']];
  return [...first, ...selection.map(({ step, remaining, detail }) => [capital(step), String(remaining), detail])];
}

/** "mRMR" stays. */
const capital = (text: string): string => (/^[a-z]+\b/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text);

function curveCaption({ lassoPath, crossValidation }: ModelSection): string {
  const parts: string[] = [];
  if (isComputed(lassoPath)) {
    parts.push(
      `LASSO path: standardised coefficients along the penalty; dotted: the chosen one (${lassoPath.chosen.rule}). The largest are named with their value on the path, before any recalibration.`,
    );
  }
  if (isComputed(crossValidation)) parts.push('Cross-validated measure along the penalty, with one standard error.');
  return parts.join(' ');
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
