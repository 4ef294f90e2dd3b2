/**
 * From all features of the training lesions to the candidates of the LASSO: usable, stable, harmonised, z-scored, not
 * redundant, chosen by mRMR. Everything is learned from the lesions given, so that cross-validation can repeat it.
 */
import { type CombatModel, fitCombat } from '../harmonisation/combat.ts';
import { aucOfRanks } from '../hypothesis/mann-whitney.ts';
import { midranks } from '../hypothesis/ranks.ts';
import { unitColumn } from '../selection/correlation.ts';
import { selectMrmr } from '../selection/mrmr.ts';
import { byDiscrimination, greedyFilter } from '../selection/redundancy-filter.ts';
import { columnState, presentMedian, presentSorted } from '../selection/usable-columns.ts';
import { applyScaling, fitScaling, type Scaling } from '../selection/z-score.ts';
import type { LesionTable } from './lesion-table.ts';
import { PipelineRefusal } from './pipeline-refusal.ts';
import type { Recipe } from './recipe.ts';

export interface SelectionStep {
  readonly step: string;
  readonly remaining: number;
  readonly detail: string;
}

/** What the readings of the training lesions rule out. */
export interface UnstableFeatures {
  readonly unstable: ReadonlySet<string>;
  /** What the ICC was taken over; undefined where it was not. */
  readonly over?: string | undefined;
}

export interface Candidates {
  readonly steps: readonly SelectionStep[];
  readonly names: readonly string[];
  /** Harmonised and z-scored training values, by candidate. */
  readonly columns: readonly Float64Array[];
  readonly scalings: readonly Scaling[];
  /** Stands for a missing value. */
  readonly medians: readonly number[];
  /** Over the candidates only. */
  readonly combat: CombatModel | undefined;
}

interface Feature {
  readonly name: string;
  readonly values: Float64Array;
  /** The same, ascending: one sort serves usability, median and ranks. */
  readonly sorted: Float64Array;
  readonly median: number;
}

/** Throws PipelineRefusal where nothing is left, or ComBat cannot be fitted. */
export function selectCandidates(table: LesionTable, recipe: Recipe, { unstable, over }: UnstableFeatures): Candidates {
  const steps: SelectionStep[] = [{ step: 'extracted', remaining: table.names.length, detail: '' }];
  const note = (step: string, left: readonly unknown[], detail: string): void => {
    if (left.length === 0) throw new PipelineRefusal(`no feature is left after the step "${step}" (${detail})`);
    steps.push({ step, remaining: left.length, detail });
  };
  const usable = usableFeatures(table, recipe);
  note('usable', usable.features, usable.detail);
  const stable = usable.features.filter(({ name }) => !unstable.has(name));
  const { threshold, of } = recipe.stability;
  note(
    'stable',
    stable,
    over === undefined ? 'not assessed' : `ICC(2,1), ${of === 'lower' ? 'lower limit' : 'point'} >= ${threshold}, over ${over}`,
  );
  const { features, combat } = harmonised(stable, table, recipe);
  if (combat !== undefined) note('harmonised', features, `ComBat over ${combat.sites.length} sites`);
  const scalings = features.map(({ values }) => fitScaling(values));
  const z = features.map(({ values }, i) => applyScaling(values, scalings[i]));
  const sorted = features.map((feature, i) => applyScaling(feature.sorted, scalings[i]));
  const kept = withoutRedundancy(features, z, sorted, table.outcome, recipe);
  note('not redundant', kept, redundancyDetail(recipe));
  const { variant, count } = recipe.mrmr;
  const chosen =
    variant === 'none'
      ? kept
      : selectMrmr(
          kept.map((i) => z[i]),
          table.outcome,
          count,
          variant,
        ).selected.map((position) => kept[position]);
  note('mRMR', chosen, variant === 'none' ? 'left out' : `${variant}, ${count} wanted`);
  return {
    steps,
    names: chosen.map((i) => features[i].name),
    columns: chosen.map((i) => z[i]),
    scalings: chosen.map((i) => scalings[i]),
    medians: chosen.map((i) => features[i].median),
    combat: combat === undefined ? undefined : combatOf(combat, chosen),
  };
}

function usableFeatures({ names, columns }: LesionTable, recipe: Recipe) {
  const dropped = { missing: 0, constant: 0, 'near-constant': 0 };
  const features = names.flatMap((name, f): Feature[] => {
    const sorted = presentSorted(columns[f]);
    const state = columnState(columns[f], recipe.usable, sorted);
    if (state !== 'usable') {
      dropped[state]++;
      return [];
    }
    const median = presentMedian(sorted);
    if (sorted.length === columns[f].length) return [{ name, median, values: columns[f], sorted }];
    const values = columns[f].map((value) => (Number.isFinite(value) ? value : median));
    return [{ name, median, values, sorted: values.toSorted() }];
  });
  const detail = `dropped: ${dropped.missing} with missing values, ${dropped.constant} constant, ${dropped['near-constant']} nearly constant`;
  return { features, detail };
}

function harmonised(features: readonly Feature[], table: LesionTable, { harmonisation }: Recipe) {
  if (harmonisation.method === 'none') return { features, combat: undefined };
  const unknown = table.sites.filter((site) => site === '').length;
  if (unknown > 0)
    throw new PipelineRefusal(`${unknown} lesions have no site: ComBat needs one for each, or set harmonisation.method: none`);
  const { meanOnly } = harmonisation;
  const fit = fitCombat(
    features.map(({ values }) => values),
    table.sites,
    { meanOnly },
  );
  if (fit.kind === 'refused')
    throw new PipelineRefusal(`ComBat: ${fit.reason}; set harmonisation.method: none, or leave the site out`);
  return {
    features: features.map((feature, f) => ({ ...feature, values: fit.columns[f], sorted: fit.columns[f].toSorted() })),
    combat: fit.model,
  };
}

function withoutRedundancy(
  features: readonly Feature[],
  z: readonly Float64Array[],
  sorted: readonly Float64Array[],
  outcome: Uint8Array,
  { redundancy }: Recipe,
): readonly number[] {
  const inOrder = features.map((_, i) => i);
  if (redundancy.method === 'none') return inOrder;
  const ranks = z.map((column, i) => midranks(column, sorted[i]).ranks);
  const order =
    redundancy.order === 'column'
      ? inOrder
      : byDiscrimination(
          ranks.map((own) => aucOfRanks(own, outcome)),
          byName(features),
        );
  return greedyFilter((redundancy.method === 'spearman' ? ranks : z).map(unitColumn), order, redundancy.cutoff);
}

/** Of features that tell the classes apart equally well, the first by name: the order of the columns then decides nothing. */
const byName =
  (features: readonly Feature[]) =>
  (a: number, b: number): number =>
    features[a].name < features[b].name ? -1 : 1;

function redundancyDetail({ redundancy: { method, cutoff, order } }: Recipe): string {
  return method === 'none' ? 'left out' : `|${method}| > ${cutoff}, ${order === 'auc' ? 'better AUC stays' : 'first stays'}`;
}

function combatOf(model: CombatModel, chosen: readonly number[]): CombatModel {
  const take = (values: Float64Array): Float64Array => Float64Array.from(chosen, (i) => values[i]);
  return {
    sites: model.sites,
    grandMean: take(model.grandMean),
    pooledSd: take(model.pooledSd),
    location: model.location.map(take),
    scale: model.scale.map(take),
    covariateMean: take(model.covariateMean),
  };
}
