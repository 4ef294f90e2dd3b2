/** Features that change with the hand that draws the outline: ICC(2,1) over readings of the same lesions, or over perturbed outlines. */
import { agreement, meanSquares } from '../selection/intraclass-correlation.ts';
import type { Recipe } from './recipe.ts';
import type { UnstableFeatures } from './select-features.ts';

/** The same training lesions measured within several outlines, the first of them the one that the model is fitted to. */
export interface Readings {
  readonly source: 'readers' | 'perturbations';
  /** `values[r][f][i]`: reading r, feature f, lesion i. */
  readonly values: readonly (readonly Float64Array[])[];
}

export interface FeatureStability {
  readonly name: string;
  readonly icc: number;
  readonly lower: number;
  readonly upper: number;
}

/** What stability.json holds. */
export interface StabilityResults {
  readonly source: Readings['source'] | 'none';
  readonly readings: number;
  readonly lesions: number;
  readonly features: readonly FeatureStability[];
}

/** Lesions without a finite value in all readings are left out. */
export function assessStability(names: readonly string[], readings: Readings | undefined): StabilityResults {
  if (readings === undefined) return { source: 'none', readings: 1, lesions: 0, features: [] };
  const { source, values } = readings;
  const features = names.map((name, f) => ({ name, ...stabilityOf(values.map((reading) => reading[f])) }));
  return { source, readings: values.length, lesions: values[0][0].length, features };
}

function stabilityOf(own: readonly Float64Array[]): Omit<FeatureStability, 'name'> {
  const complete = Array.from(own[0].keys()).filter((i) => own.every((column) => Number.isFinite(column[i])));
  if (complete.length < 2) return { icc: Number.NaN, lower: Number.NaN, upper: Number.NaN };
  const squares = meanSquares(own.map((column) => Float64Array.from(complete, (i) => column[i])));
  // Readings that agree to the last bit: no residual to divide by.
  if (squares.residual === 0 && squares.betweenReadings === 0) {
    const icc = squares.betweenLesions > 0 ? 1 : Number.NaN;
    return { icc, lower: icc, upper: icc };
  }
  const { icc, lower, upper } = agreement(squares);
  return { icc, lower, upper };
}

/** Below the threshold, or without an ICC. */
export function unstableFeatures(results: StabilityResults, { stability: { of, threshold } }: Recipe): UnstableFeatures {
  const value = (own: FeatureStability): number => (of === 'lower' ? own.lower : own.icc);
  const unstable = results.features.filter((own) => !(value(own) >= threshold)).map(({ name }) => name);
  return { unstable: new Set(unstable), over: stabilityText(results) };
}

/** For people: what the ICC was taken over; undefined where it was not. */
export function stabilityText({ source, readings, lesions }: StabilityResults): string | undefined {
  switch (source) {
    case 'none':
      return undefined;
    case 'readers':
      return `${readings} readers of ${lesions} training lesions`;
    case 'perturbations':
      return `the outline and ${readings - 1} perturbations of it on ${lesions} training lesions`;
  }
}
