/** What is reported of a logistic regression: Wald tests, odds ratios with 95 % intervals, fit, variance inflation. */
import { chiSquaredUpper, normalTwoSided } from '../distributions.ts';
import { correlationMatrix, unitColumns } from '../selection/correlation.ts';
import type { LogisticFit } from './fit-logistic.ts';
import { symmetricInverse } from './symmetric-inverse.ts';

const NORMAL_975 = 1.959963984540054;

export interface LogisticTerm {
  readonly coefficient: number;
  readonly standardError: number;
  readonly z: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** Intercept first. Odds ratios are the exponentials of coefficient, lower and upper. */
export function logisticTerms({ intercept, coefficients, covariance }: LogisticFit): readonly LogisticTerm[] {
  return [intercept, ...coefficients].map((coefficient, j) => {
    const standardError = Math.sqrt(covariance[j][j]);
    const z = coefficient / standardError;
    const half = NORMAL_975 * standardError;
    return { coefficient, standardError, z, p: normalTwoSided(z), lower: coefficient - half, upper: coefficient + half };
  });
}

export interface FitSummary {
  readonly aic: number;
  readonly bic: number;
  readonly deviance: number;
  /** Likelihood ratio test against the intercept alone. */
  readonly chiSquared: number;
  readonly p: number;
  readonly mcFadden: number;
  readonly nagelkerke: number;
}

export function fitSummary({ coefficients, logLikelihood, nullDeviance }: LogisticFit, rows: number): FitSummary {
  const k = coefficients.length + 1;
  const deviance = -2 * logLikelihood;
  const chiSquared = nullDeviance - deviance;
  const coxSnell = -Math.expm1(-chiSquared / rows);
  return {
    aic: deviance + 2 * k,
    bic: deviance + Math.log(rows) * k,
    deviance,
    chiSquared,
    p: chiSquaredUpper(chiSquared, coefficients.length),
    mcFadden: 1 - deviance / nullDeviance,
    nagelkerke: coxSnell / -Math.expm1(-nullDeviance / rows),
  };
}

/** Variance inflation of the coefficients in this fit (car::vif of a glm). NaN with fewer than two columns. */
export function coefficientInflation({ covariance }: LogisticFit): readonly number[] {
  const own = covariance.slice(1).map((row) => row.subarray(1));
  const correlation = own.map((row, i) => row.map((value, j) => value / Math.sqrt(own[i][i] * own[j][j])));
  return diagonalOfInverse(correlation);
}

/** Variance inflation of the columns among themselves: diagonal of the inverse correlation matrix. */
export function columnInflation(columns: readonly Float64Array[]): readonly number[] {
  const p = columns.length;
  const matrix = correlationMatrix(unitColumns(columns, 'pearson'));
  return diagonalOfInverse(columns.map((_, i) => matrix.subarray(i * p, (i + 1) * p)));
}

function diagonalOfInverse(matrix: readonly Float64Array[]): readonly number[] {
  const inverse = symmetricInverse(matrix);
  return matrix.map((_, i) => inverse?.[i][i] ?? Number.NaN);
}
