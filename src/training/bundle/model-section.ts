/** The fitted score as the report draws it: steps of the selection, coefficients, LASSO path, cross-validation, nomogram. */
import type { ModelSection } from '../evaluation/model-section.ts';
import { because } from '../evaluation/results-parts.ts';
import { logisticTerms } from '../logistic/logistic-statistics.ts';
import type { ScoreFit } from '../pipeline/fit-score.ts';
import { NOMOGRAM, type OtherResult, SCORE } from '../pipeline/other-models.ts';

export function fittedSection(
  fit: ScoreFit,
  candidates: number,
  others: readonly OtherResult[],
  ranges: Readonly<Record<string, readonly [number, number]>>,
  rule: string,
): ModelSection {
  const { model, path, curve, chosen } = fit;
  const ever = fit.candidates.names.flatMap((_, j) => (path.coefficients.some((row) => row[j] !== 0) ? [j] : []));
  const { slope, intercept } = model.recalibration;
  return {
    candidates,
    selection: fit.steps.map((step) => ({ ...step })),
    intercept: intercept + slope * model.intercept,
    coefficients: model.features.map(({ name, coefficient }) => ({
      name,
      kind: 'radiomics' as const,
      standardised: slope * coefficient,
      oddsRatio: because('the coefficient is penalised: an interval would mislead'),
      p: because('the coefficient is penalised and its feature was selected'),
    })),
    lassoPath: {
      lambdas: Array.from(path.lambdas),
      features: ever.map((j) => ({ name: fit.candidates.names[j], coefficients: path.coefficients.map((row) => row[j]) })),
      chosen: { lambda: path.lambdas[chosen], rule: `lambda.${rule}` },
    },
    crossValidation: {
      measure: curve.measure,
      folds: fit.folds,
      lambdas: Array.from(curve.lambdas),
      mean: Array.from(curve.mean),
      standardError: Array.from(curve.standardError),
      nonZero: [...path.df],
      lambdaMin: curve.lambdas[curve.indexMin],
      lambda1se: curve.lambdas[curve.index1se],
    },
    nomogram: nomogramOf(others, ranges),
  };
}

function nomogramOf(
  others: readonly OtherResult[],
  ranges: Readonly<Record<string, readonly [number, number]>>,
): ModelSection['nomogram'] {
  const own = others.find(({ name }) => name === NOMOGRAM);
  if (own === undefined) return because('the recipe names no clinical variables');
  if ('refused' in own) return because(own.refused);
  const [intercept, ...terms] = logisticTerms(own.fit);
  return {
    intercept: intercept.coefficient,
    terms: own.variables.map((name, j) => ({
      name,
      unit: name === 'age' ? 'years' : name === 'size_mm' ? 'mm' : name === SCORE ? 'linear predictor' : '',
      from: ranges[name]?.[0] ?? 0,
      to: ranges[name]?.[1] ?? 1,
      coefficient: terms[j].coefficient,
    })),
  };
}
