/** Models to compare the score with, fitted on the training lesions: size alone, clinical variables alone, and both with the score. */
import { CLINICAL_ONLY, SIZE_ONLY } from '../evaluation/validation-rows.ts';
import { fitLogistic, type LogisticFit } from '../logistic/fit-logistic.ts';

export interface OtherModel {
  readonly name: string;
  readonly variables: readonly string[];
  readonly fit: LogisticFit;
}

export const NOMOGRAM = 'radiomics score and clinical variables';

/** Variables by name, by training lesion; NaN where a value is missing: such lesions have no part in the fit. */
export type Variables = Readonly<Record<string, Float64Array>>;

/** Why a model was not fitted, in place of it. */
export type OtherResult = OtherModel | { readonly name: string; readonly refused: string };

export function fitOtherModels(
  variables: Variables,
  clinical: readonly string[],
  score: Float64Array,
  outcome: Uint8Array,
): readonly OtherResult[] {
  const withScore = { ...variables, [SCORE]: score };
  return [
    fitOther(SIZE_ONLY, ['size_mm'], variables, outcome),
    ...(clinical.length === 0
      ? []
      : [fitOther(CLINICAL_ONLY, clinical, variables, outcome), fitOther(NOMOGRAM, [SCORE, ...clinical], withScore, outcome)]),
  ];
}

export const SCORE = 'radiomics score';

function fitOther(name: string, names: readonly string[], variables: Variables, outcome: Uint8Array): OtherResult {
  const columns = names.map((variable) => variables[variable] ?? new Float64Array(outcome.length).fill(Number.NaN));
  const complete = Array.from(outcome.keys()).filter((i) => columns.every((column) => Number.isFinite(column[i])));
  const own = complete.map((i) => outcome[i]);
  const positives = own.filter((value) => value === 1).length;
  const fewest = Math.min(positives, own.length - positives);
  if (fewest < 5 * names.length) {
    return {
      name,
      refused: `${fewest} complete lesions in the smaller class, fewer than 5 for each of ${names.length} variables`,
    };
  }
  const fit = fitLogistic(
    columns.map((column) => Float64Array.from(complete, (i) => column[i])),
    own,
  );
  switch (fit.kind) {
    case 'fitted':
      return { name, variables: names, fit };
    case 'separated':
      return { name, refused: `${fit.columns.map((j) => names[j]).join(', ')} separates the classes` };
    case 'redundant':
      return { name, refused: 'a variable is constant or a combination of the others' };
  }
}

/** Probability of one lesion; NaN where a variable is missing. */
export function otherProbability({ variables, fit }: OtherModel, value: (variable: string) => number): number {
  const link = variables.reduce((sum, variable, j) => sum + fit.coefficients[j] * value(variable), fit.intercept);
  return 1 / (1 + Math.exp(-link));
}
