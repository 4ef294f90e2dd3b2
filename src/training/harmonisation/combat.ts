/**
 * ComBat (Johnson 2007, parametric empirical Bayes) as in sva and neuroCombat: location and scale of each feature by
 * site, shrunk towards the mean over features. What is learned is a Model that later rows of a known site are put
 * through (neuroCombatFromTraining). Covariates that are protected must be known for later rows too: never the outcome.
 */
import { leastSquares } from './least-squares.ts';

export interface CombatSettings {
  /** Location only, scales are left as they are. */
  readonly meanOnly?: boolean;
  /** Columns whose effect is kept, e.g. age. For later rows their effect is taken at the training mean. */
  readonly covariates?: readonly Float64Array[];
}

export interface CombatModel {
  readonly sites: readonly string[];
  /** By feature. */
  readonly grandMean: Float64Array;
  readonly pooledSd: Float64Array;
  /** Location and scale of each site, by site and feature. */
  readonly location: readonly Float64Array[];
  readonly scale: readonly Float64Array[];
  /** Mean effect of the covariates over the training rows, by feature. */
  readonly covariateMean: Float64Array;
}

export interface CombatFit {
  readonly model: CombatModel;
  /** The training rows, harmonised. */
  readonly columns: readonly Float64Array[];
}

export type CombatResult =
  | ({ readonly kind: 'fitted' } & CombatFit)
  /** A site with one lesion, a single site, or covariates that are a combination of the sites. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Features that are constant within a site pass unchanged, as in sva. */
export function fitCombat(
  columns: readonly Float64Array[],
  site: readonly string[],
  { meanOnly = false, covariates = [] }: CombatSettings = {},
): CombatResult {
  const sites = [...new Set(site)].sort();
  const members = sites.map((name) => site.flatMap((own, i) => (own === name ? [i] : [])));
  if (sites.length < 2) return { kind: 'refused', reason: 'all lesions are of one site' };
  const small = members.findIndex((rows) => rows.length < (meanOnly ? 1 : 2));
  if (small >= 0)
    return { kind: 'refused', reason: `site ${sites[small]} has ${members[small].length} lesion: ComBat needs two` };
  const indicator = members.map((rows) => {
    const column = new Float64Array(site.length);
    for (const i of rows) column[i] = 1;
    return column;
  });
  const solve = leastSquares([...indicator, ...covariates]);
  if (solve === undefined) return { kind: 'refused', reason: 'the covariates cannot be told from the sites' };
  const n = site.length;
  const parts = columns.map((column) => standardised(column, solve(column), members, covariates, n));
  const varying = parts.flatMap(({ sd }, f) => (sd > 0 ? [f] : []));
  const z = varying.map((f) => parts[f].z);
  const shrunk = members.map((rows) => {
    const { mean, variance } = siteMoments(z, rows, meanOnly);
    return shrink(z, rows, mean, variance, meanOnly);
  });
  const spread = (values: Float64Array, fill: number): Float64Array => {
    const all = new Float64Array(columns.length).fill(fill);
    varying.forEach((f, k) => {
      all[f] = values[k];
    });
    return all;
  };
  const model: CombatModel = {
    sites,
    grandMean: Float64Array.from(parts, (part) => part.grandMean),
    pooledSd: Float64Array.from(parts, (part) => part.sd),
    location: shrunk.map(({ location }) => spread(location, 0)),
    scale: shrunk.map(({ variance }) => spread(variance.map(Math.sqrt), 1)),
    covariateMean: Float64Array.from(parts, (part) => part.effect.reduce((sum, value) => sum + value, 0) / n),
  };
  const harmonised = columns.map((column, f) =>
    column.map((value, i) => adjusted(model, f, sites.indexOf(site[i]), value, parts[f].effect[i])),
  );
  return { kind: 'fitted', model, columns: harmonised };
}

/** Rows of one known site, feature by feature; undefined for a site that the model does not know. */
export function applyCombat(
  model: CombatModel,
  columns: readonly Float64Array[],
  site: string,
): readonly Float64Array[] | undefined {
  const s = model.sites.indexOf(site);
  if (s < 0) return undefined;
  return columns.map((column, f) => column.map((value) => adjusted(model, f, s, value, model.covariateMean[f])));
}

function adjusted(model: CombatModel, f: number, s: number, value: number, effect: number): number {
  const sd = model.pooledSd[f];
  if (sd === 0) return value;
  const z = (value - model.grandMean[f] - effect) / sd;
  return ((z - model.location[s][f]) / model.scale[s][f]) * sd + model.grandMean[f] + effect;
}

interface Standardised {
  readonly z: Float64Array;
  readonly grandMean: number;
  readonly sd: number;
  /** Effect of the covariates, by row. */
  readonly effect: Float64Array;
}

function standardised(
  column: Float64Array,
  coefficients: Float64Array,
  members: readonly (readonly number[])[],
  covariates: readonly Float64Array[],
  n: number,
): Standardised {
  const sites = members.length;
  const grandMean = members.reduce((sum, rows, s) => sum + (rows.length / n) * coefficients[s], 0);
  const effect = new Float64Array(n);
  covariates.forEach((covariate, k) => {
    for (let i = 0; i < n; i++) effect[i] += coefficients[sites + k] * covariate[i];
  });
  let squares = 0;
  members.forEach((rows, s) => {
    for (const i of rows) squares += (column[i] - coefficients[s] - effect[i]) ** 2;
  });
  const constant = members.some((rows) => rows.length > 1 && rows.every((i) => column[i] === column[rows[0]]));
  const sd = constant ? 0 : Math.sqrt(squares / n);
  return { z: column.map((value, i) => (sd === 0 ? 0 : (value - grandMean - effect[i]) / sd)), grandMean, sd, effect };
}

function siteMoments(z: readonly Float64Array[], rows: readonly number[], meanOnly: boolean) {
  const mean = Float64Array.from(z, (feature) => rows.reduce((sum, i) => sum + feature[i], 0) / rows.length);
  const variance = Float64Array.from(z, (feature, f) =>
    meanOnly ? 1 : rows.reduce((sum, i) => sum + (feature[i] - mean[f]) ** 2, 0) / (rows.length - 1),
  );
  return { mean, variance };
}

/**
 * Conditional posterior means of location and variance, iterated to 1e-4 as sva and neuroCombat do: they divide by the
 * signed location, so that negative ones do not count.
 */
function shrink(
  z: readonly Float64Array[],
  rows: readonly number[],
  mean: Float64Array,
  variance: Float64Array,
  meanOnly: boolean,
): { readonly location: Float64Array; readonly variance: Float64Array } {
  const prior = { mean: averageOf(mean), variance: sampleVariance(mean) };
  const n = rows.length;
  if (meanOnly) {
    // sva counts a site as one observation here.
    return { location: mean.map((value) => (prior.variance * value + prior.mean) / (prior.variance + 1)), variance };
  }
  const [m, s2] = [averageOf(variance), sampleVariance(variance)];
  const [shape, rate] = [(2 * s2 + m * m) / s2, (m * s2 + m ** 3) / s2];
  const location = mean.slice();
  const scale = variance.slice();
  for (let change = 1; change > 1e-4; ) {
    change = 0;
    for (let f = 0; f < mean.length; f++) {
      const own = (prior.variance * n * mean[f] + scale[f] * prior.mean) / (prior.variance * n + scale[f]);
      let squares = 0;
      for (const i of rows) squares += (z[f][i] - own) ** 2;
      const spread = (0.5 * squares + rate) / (n / 2 + shape - 1);
      change = Math.max(change, Math.abs(own - location[f]) / location[f], Math.abs(spread - scale[f]) / scale[f]);
      location[f] = own;
      scale[f] = spread;
    }
  }
  return { location, variance: scale };
}

const averageOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function sampleVariance(values: Float64Array): number {
  const mean = averageOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
