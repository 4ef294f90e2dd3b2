/** What the refits say: optimism, leave-one-site-out and the check with shuffled labels. */
import type { ValidationResults } from '../validation-results.ts';
import { areaOf, areaResult } from './area-results.ts';
import { bootstrapOptimism } from './optimism.ts';
import { percentileInterval } from './quantile.ts';
import type { RefitOutcome, RefitPurpose } from './refits.ts';
import { because, isComputed, type OrNot } from './results-parts.ts';
import type { ValidationRow } from './validation-rows.ts';

type Section<K extends keyof ValidationResults> = ValidationResults[K];
type Fitted = Extract<RefitOutcome, { kind: 'fitted' }>;

/** Most refits of a kind must have worked; the few that were refused (one class in a sample) are left out. */
const NEEDED_SHARE = 0.8;

function fittedOf(outcomes: readonly RefitOutcome[], kind: RefitPurpose['kind']): OrNot<readonly Fitted[]> {
  const own = outcomes.filter((outcome) => outcome.request.purpose.kind === kind);
  const fitted = own.filter((outcome) => outcome.kind === 'fitted');
  if (own.length === 0) return because('no refits were asked for');
  if (fitted.length >= NEEDED_SHARE * own.length) return fitted;
  const refused = own.find((outcome) => outcome.kind === 'refused');
  return because(`${own.length - fitted.length} of ${own.length} refits were refused, the first because: ${refused?.reason}`);
}

export function optimismOf(rows: readonly ValidationRow[], outcomes: readonly RefitOutcome[]): Section<'optimism'> {
  const fits = fittedOf(outcomes, 'bootstrap');
  if (!isComputed(fits)) return fits;
  const training = rows.flatMap((row, i) => (row.split === 'training' ? [i] : []));
  const place = new Map(training.map((position, i) => [position, i]));
  const complete = fits.filter(({ probabilities }) => training.every((i) => Number.isFinite(probabilities[i])));
  if (complete.length < NEEDED_SHARE * fits.length) return because('refitted models could not score all training lesions');
  const { apparent, mean, corrected } = bootstrapOptimism(
    Float64Array.from(training, (i) => rows[i].probability),
    training.map((i) => rows[i].label),
    complete.map(({ request, probabilities }) => ({
      sample: request.rows.map((i) => place.get(i) as number),
      scores: Float64Array.from(training, (i) => probabilities[i]),
    })),
  );
  return {
    resamples: complete.length,
    apparent,
    meanOptimism: mean,
    corrected,
    what: 'The whole pipeline, selection of features included and only the stability filter kept, refitted to bootstrap samples of the training patients.',
  };
}

export function leaveOneSiteOutOf(rows: readonly ValidationRow[], outcomes: readonly RefitOutcome[]): Section<'leaveOneSiteOut'> {
  const own = outcomes.flatMap((outcome) =>
    outcome.request.purpose.kind === 'leave-one-site-out' ? [{ site: outcome.request.purpose.site, outcome }] : [],
  );
  if (own.length === 0) {
    const sites = new Set(rows.map((row) => row.site)).size;
    return because(sites < 2 ? 'there is one site, or none was stated' : 'no refits were asked for');
  }
  return own.map(({ site, outcome }) => {
    const left = rows.flatMap((row, i) =>
      row.site === site
        ? [{ label: row.label, probability: outcome.kind === 'fitted' ? outcome.probabilities[i] : Number.NaN }]
        : [],
    );
    const positives = left.filter((row) => row.label === 1).length;
    const refuse = (reason: string) => ({ site, positives, negatives: left.length - positives, auc: because(reason) });
    if (outcome.kind === 'refused') return refuse(outcome.reason);
    if (left.some((row) => !Number.isFinite(row.probability))) return refuse('the refitted model could not score every lesion');
    return { site, ...areaResult(left) };
  });
}

/** On the first split that the model was not fitted on. One-sided; the observed AUC counts as one of the permutations. */
export function permutationOf(rows: readonly ValidationRow[], outcomes: readonly RefitOutcome[]): Section<'permutation'> {
  const fits = fittedOf(outcomes, 'permutation');
  if (!isComputed(fits)) return fits;
  const split = (['validation', 'external'] as const).find((name) => new Set(labelsIn(rows, name)).size === 2);
  if (split === undefined) return because('there is no split with both classes that the model was not fitted on');
  const at = rows.flatMap((row, i) => (row.split === split ? [i] : []));
  const aucs = fits.flatMap(({ probabilities }) => {
    const scored = at.map((i) => ({ label: rows[i].label, probability: probabilities[i] }));
    return scored.every((row) => Number.isFinite(row.probability)) ? [areaOf(scored).auc] : [];
  });
  if (aucs.length < NEEDED_SHARE * fits.length) return because('models of shuffled labels could not score every lesion');
  const observed = areaOf(at.map((i) => rows[i])).auc;
  return {
    permutations: aucs.length,
    mean: aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length,
    ...percentileInterval(Float64Array.from(aucs)),
    observed,
    p: (1 + aucs.filter((auc) => auc >= observed).length) / (1 + aucs.length),
  };
}

const labelsIn = (rows: readonly ValidationRow[], split: string) =>
  rows.filter((row) => row.split === split).map((row) => row.label);
