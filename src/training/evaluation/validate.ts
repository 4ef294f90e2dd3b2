/**
 * Scores, labels and strata of lesions -> the validation results. Pure: the same rows, refits and seed give the same
 * results. What only the pipeline knows (flow, fitted model, nested cross-validation, facts) is passed through.
 */
import { VALIDATION_SCHEMA_VERSION, type ValidationResults } from '../validation-results.ts';
import { calibrationResult, reclassificationOf } from './calibration-results.ts';
import { cohortOf } from './cohort-results.ts';
import { labelNoiseOf } from './label-noise.ts';
import { leaveOneSiteOutOf, optimismOf, permutationOf } from './refit-results.ts';
import type { RefitOutcome } from './refits.ts';
import { because, type OrNot, type SplitName } from './results-parts.ts';
import { atCutOff, decisionCurvesOf, discriminationOf, scoresOfSplit } from './split-results.ts';
import { strataOf, subgroupsOf } from './stratified-results.ts';
import type { ValidationRow } from './validation-rows.ts';

type Given = 'title' | 'model' | 'simulated' | 'endpoint' | 'cutOff' | 'seed';
type Passed = 'flow' | 'nestedCrossValidation' | 'fitted' | 'shift' | 'comparators' | 'facts';

export type ValidateOptions = Pick<ValidationResults, Given> &
  Pick<ValidationResults, Passed> & {
    /** Outcomes of `planRefits`, or why there are none (a locked model on a new cohort is not refitted). */
    readonly refits: OrNot<readonly RefitOutcome[]>;
  };

const SPLITS: readonly SplitName[] = ['training', 'validation', 'external'];

/** Throws RangeError when there is no row or a probability is not between 0 and 1. */
export function validate(rows: readonly ValidationRow[], options: ValidateOptions): ValidationResults {
  if (rows.length === 0) throw new RangeError('there is no lesion to validate on');
  const wrong = rows.findIndex(({ probability }) => !(probability >= 0 && probability <= 1));
  if (wrong >= 0) throw new RangeError(`row ${wrong + 1}: the probability is not a number from 0 to 1`);
  const { refits, ...given } = options;
  const splits = new Map(SPLITS.map((split) => [split, rows.filter((row) => row.split === split)]));
  for (const [split, own] of splits) if (own.length === 0) splits.delete(split);
  const others = [...new Set(rows.flatMap((row) => Object.keys(row.others)))].sort();
  const each = <T>(of: (split: SplitName, own: readonly ValidationRow[]) => T): T[] => [...splits].map(([s, own]) => of(s, own));
  const outcomes = 'notComputed' in refits ? undefined : refits;
  const ofRefits = <T>(of: (rows: readonly ValidationRow[], outcomes: readonly RefitOutcome[]) => T) =>
    outcomes === undefined ? (refits as ReturnType<typeof because>) : of(rows, outcomes);
  return {
    schemaVersion: VALIDATION_SCHEMA_VERSION,
    ...given,
    cohort: each(cohortOf),
    discrimination: each((split, own) => discriminationOf(split, own, others)),
    subgroups: subgroupsOf(splits),
    atCutOff: each((split, own) => atCutOff(split, own, options.cutOff.probability)),
    calibration: each((split, own) => calibrationResult(split, own, split === 'training')),
    decisionCurves: each((split, own) => decisionCurvesOf(split, own, others)),
    reclassification: reclassifications(splits, others, options.cutOff.probability),
    strata: [...strataOf(splits)],
    optimism: ofRefits(optimismOf),
    leaveOneSiteOut: ofRefits(leaveOneSiteOutOf),
    labelNoise: labelNoiseOf(splits, options.seed),
    permutation: ofRefits(permutationOf),
    scores: each(scoresOfSplit),
  };
}

function reclassifications(
  splits: ReadonlyMap<SplitName, readonly ValidationRow[]>,
  others: readonly string[],
  cutOff: number,
): ValidationResults['reclassification'] {
  const found = [...splits].flatMap(([split, rows]) =>
    others.flatMap((against) => reclassificationOf(split, rows, against, cutOff) ?? []),
  );
  if (found.length > 0) return found;
  return because(
    others.length === 0
      ? 'there is no other model to compare with'
      : 'too few lesions, or some without a value of the other model',
  );
}
