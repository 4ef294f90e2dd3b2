/** Linear predictors of lesions under a fitted score, before recalibration; NaN where the site is refused. */
import { applyCombat } from '../harmonisation/combat.ts';
import type { ScoreModel } from './fit-score.ts';
import type { LesionTable } from './lesion-table.ts';

export function scoreLesions(model: ScoreModel, table: LesionTable): Float64Array {
  const at = new Map(table.names.map((name, f) => [name, f]));
  const columns = model.features.map(({ name, median }) => {
    const column = table.columns[at.get(name) ?? -1];
    if (column === undefined) throw new RangeError(`the table has no feature ${name}`);
    return column.map((value) => (Number.isFinite(value) ? value : median));
  });
  return Float64Array.from(table.outcome, (_, i) => {
    const values = harmonised(model, columns, i, table.sites[i]);
    if (values === undefined) return Number.NaN;
    return model.features.reduce(
      (sum, { mean, sd, coefficient }, f) => sum + (coefficient * (values[f] - mean)) / sd,
      model.intercept,
    );
  });
}

/** As a bundle scores: it knows no site, so that harmonisation has a part in the fit alone. */
export const asBundle = (model: ScoreModel): ScoreModel => ({ ...model, combat: undefined });

function harmonised(
  { combat, unseenSite }: ScoreModel,
  columns: readonly Float64Array[],
  i: number,
  site: string,
): ArrayLike<number> | undefined {
  const raw = columns.map((column) => column[i]);
  if (combat === undefined) return raw;
  const adjusted = applyCombat(
    combat,
    raw.map((value) => Float64Array.of(value)),
    site,
  );
  if (adjusted !== undefined) return adjusted.map(([value]) => value);
  return unseenSite === 'pass' ? raw : undefined;
}

/** After recalibration: the linear predictors that the bundle's ONNX file gives. */
export function linearPredictorsOf({ recalibration: { intercept, slope } }: ScoreModel, links: Float64Array): Float64Array {
  return links.map((link) => intercept + slope * link);
}

/** Probability of the positive class, after recalibration. */
export function probabilitiesOf(model: ScoreModel, links: Float64Array): Float64Array {
  return linearPredictorsOf(model, links).map((predictor) => 1 / (1 + Math.exp(-predictor)));
}
