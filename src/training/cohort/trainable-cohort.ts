/**
 * What a table shows of a training before any image is read: hours of extraction are not spent on a cohort that no bundle can come
 * from. The steps themselves check again, on the lesions that have features.
 */
import { ServiceError } from '../../core/index.ts';
import type { SplitName } from '../evaluation/results-parts.ts';
import { FEWEST_OF_CLASS } from '../pipeline/fit-score.ts';
import type { Recipe } from '../pipeline/recipe.ts';
import { columnName } from './cohort-lesion.ts';
import { clinicalValue } from './cohort-table.ts';
import type { CohortMember } from './parse-cohort.ts';

export interface PlannedTraining {
  readonly members: readonly CohortMember[];
  readonly recipe: Recipe;
  readonly endpoint: { readonly positive: string; readonly negative: string };
}

/** Throws ServiceError `bad-configuration` with everything that must change. */
export function refuseUntrainable(planned: PlannedTraining): void {
  const problems = [...splitProblems(planned), ...siteProblems(planned), ...clinicalProblems(planned)];
  if (problems.length > 0) throw new ServiceError('bad-configuration', `cohort: ${problems.join('. ')}.`, { field: 'cohort' });
}

function ofSplit({ members }: PlannedTraining, split: SplitName): readonly CohortMember[] {
  return members.filter((member) => member.split === split);
}

function splitProblems(planned: PlannedTraining): readonly string[] {
  const { positive, negative } = planned.endpoint;
  return (['training', 'validation'] as const).flatMap((split): string[] => {
    const own = ofSplit(planned, split);
    if (own.length === 0) {
      return [
        `no lesion is in the ${split} split, and a bundle holds results of training and validation: name the splits in the column split, or leave the column out and set trainingTenths`,
      ];
    }
    const positives = own.filter(({ outcome }) => outcome === 1).length;
    const counts = `${positives} lesions are ${positive} and ${own.length - positives} ${negative}`;
    const smaller = Math.min(positives, own.length - positives);
    if (split === 'training' && smaller < FEWEST_OF_CLASS)
      return [
        `in the training split ${counts}: at least ${FEWEST_OF_CLASS} of each are needed; add lesions, or choose another endpoint`,
      ];
    if (split === 'training') return patientProblems(own);
    return smaller > 0 ? [] : [`in the validation split ${counts}: without both no result can be computed`];
  });
}

/** Folds keep the lesions of a patient together. */
function patientProblems(training: readonly CohortMember[]): string[] {
  const positive = new Set(training.filter(({ outcome }) => outcome === 1).map(({ lesion }) => lesion.patient));
  const negative = new Set(training.map(({ lesion }) => lesion.patient).filter((patient) => !positive.has(patient)));
  return positive.size >= 2 && negative.size >= 2
    ? []
    : [
        `the training lesions are of ${positive.size} patients with a positive lesion and ${negative.size} without: folds need two of each`,
      ];
}

function siteProblems(planned: PlannedTraining): readonly string[] {
  const { harmonisation } = planned.recipe;
  if (harmonisation.method === 'none') return [];
  if (harmonisation.unseenSite === 'refuse')
    return ['a bundle scores lesions whose site it does not know: set harmonisation.unseenSite: pass, or method: none'];
  const training = ofSplit(planned, 'training');
  const without = training.filter(({ lesion }) => lesion.site === undefined).length;
  if (without > 0)
    return [`${without} training lesions have no site: ComBat needs one for each, or set harmonisation.method: none`];
  const counts = new Map<string, number>();
  for (const { lesion } of training) counts.set(lesion.site as string, (counts.get(lesion.site as string) ?? 0) + 1);
  const lonely = [...counts].filter(([, count]) => count < 2).map(([site]) => site);
  const advice = 'join it to another site in the column site, move it to another split, or set harmonisation.method: none';
  if (lonely.length > 0) return [`ComBat: site ${lonely.slice(0, 5).join(', ')} has one training lesion: ${advice}`];
  return counts.size > 1 ? [] : ['ComBat: all training lesions are of one site: set harmonisation.method: none'];
}

function clinicalProblems(planned: PlannedTraining): readonly string[] {
  const training = ofSplit(planned, 'training');
  const empty = planned.recipe.clinical.filter(
    (name) => training.length > 0 && !training.some((member) => Number.isFinite(clinicalValue(member, name))),
  );
  return empty.map(
    (name) =>
      `pipeline.clinical: no training lesion has a number in column ${name}${columnName(name) === name ? '' : ` (columns are known as ${columnName(name)})`}: correct the name, or leave it out`,
  );
}

/** Throws ServiceError where some lesions state a spacing and others do not. */
export function refuseMixedSpacing(members: readonly CohortMember[]): void {
  const without = members.filter(({ lesion }) => lesion.spacing === undefined);
  const [first] = without;
  if (first === undefined || without.length === members.length) return;
  throw new ServiceError(
    'bad-configuration',
    `cohort: ${without.length} of ${members.length} lesions state no pixel spacing, the first in row ${first.lesion.row}: give it for all, or for none.`,
    { field: 'cohort' },
  );
}
