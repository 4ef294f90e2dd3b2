/** The fitted model as the report draws it: coefficients, nomogram, LASSO path and its cross-validation. */
import { z } from 'zod';
import { count, estimate, finite, orNot, share, text } from './results-parts.ts';

/** One term of the final logistic model. */
const coefficientResult = z.strictObject({
  name: text,
  kind: z.enum(['radiomics', 'clinical']),
  /** Per standard deviation of the training split. */
  standardised: finite,
  /** Odds ratio per standard deviation; absent for penalised coefficients, whose intervals mislead. */
  oddsRatio: orNot(estimate),
  p: orNot(z.strictObject({ value: share })),
});

/** Axis of the nomogram: the contribution to the linear predictor is `coefficient` x value. */
const nomogramTerm = z.strictObject({
  name: text,
  unit: z.string().max(40),
  /** Range that the axis covers, in the unit of the variable. */
  from: finite,
  to: finite,
  coefficient: finite,
  /** Labels for a variable with few values, e.g. 0 "circumscribed", 1 "not circumscribed". */
  values: z
    .array(z.strictObject({ value: finite, label: text }))
    .max(20)
    .optional(),
});

const nomogramResult = z.strictObject({ intercept: finite, terms: z.array(nomogramTerm).min(1).max(51) });

const lassoPathResult = z.strictObject({
  /** Descending. */
  lambdas: z.array(finite).min(1).max(400),
  /** Standardised coefficients along `lambdas`, features that are ever in the model. */
  features: z.array(z.strictObject({ name: text, coefficients: z.array(finite).max(400) })).max(2000),
  chosen: z.strictObject({ lambda: finite, rule: text }),
});

const crossValidationCurve = z.strictObject({
  measure: z.enum(['deviance', 'auc', 'class']),
  folds: count,
  lambdas: z.array(finite).min(1).max(400),
  mean: z.array(finite).max(400),
  standardError: z.array(finite).max(400),
  nonZero: z.array(count).max(400),
  lambdaMin: finite,
  lambda1se: finite,
});

export const modelSection = z.strictObject({
  candidates: count,
  /** Remaining features after each step of the selection, in order. */
  selection: z.array(z.strictObject({ step: text, remaining: count, detail: z.string().max(500) })).max(20),
  intercept: finite,
  coefficients: z.array(coefficientResult).min(1).max(500),
  lassoPath: orNot(lassoPathResult),
  crossValidation: orNot(crossValidationCurve),
  nomogram: orNot(nomogramResult),
});
export type ModelSection = z.infer<typeof modelSection>;
