/** Features that change with the hand that draws the outline: ICC(2,1) over readings of the same lesions. */
import { agreement, meanSquares } from '../selection/intraclass-correlation.ts';
import type { Recipe } from './recipe.ts';

export interface FeatureStability {
  readonly name: string;
  readonly icc: number;
  readonly lower: number;
  readonly upper: number;
}

/** `readings[r][f][i]`: reading r, feature f, lesion i. Lesions without a finite value in all readings are left out. */
export function featureStability(
  names: readonly string[],
  readings: readonly (readonly Float64Array[])[],
): readonly FeatureStability[] {
  return names.map((name, f) => {
    const own = readings.map((reading) => reading[f]);
    const complete = Array.from(own[0].keys()).filter((i) => own.every((column) => Number.isFinite(column[i])));
    if (complete.length < 2) return { name, icc: Number.NaN, lower: Number.NaN, upper: Number.NaN };
    const squares = meanSquares(own.map((column) => Float64Array.from(complete, (i) => column[i])));
    // Readings that agree to the last bit: no residual to divide by.
    if (squares.residual === 0 && squares.betweenReadings === 0) {
      const icc = squares.betweenLesions > 0 ? 1 : Number.NaN;
      return { name, icc, lower: icc, upper: icc };
    }
    const { icc, lower, upper } = agreement(squares);
    return { name, icc, lower, upper };
  });
}

/** Below the threshold, or without an ICC. */
export function unstableNames(stability: readonly FeatureStability[], { stability: wanted }: Recipe): ReadonlySet<string> {
  const value = (own: FeatureStability): number => (wanted.of === 'lower' ? own.lower : own.icc);
  return new Set(stability.filter((own) => !(value(own) >= wanted.threshold)).map(({ name }) => name));
}
