/** The lesions of a training: the table, everything that it shows to be wrong before hours are spent, and images from archives. */
import { type QualityFinding, qualityRules } from '../core/index.ts';
import {
  type CohortMember,
  endpointText,
  type ModelConfig,
  type PlannedTraining,
  parseCohort,
  parseEndpoint,
  refuseMixedSpacing,
  refuseUntrainable,
  type TrainingInput,
} from '../training/index.ts';
import { imagesOfStudies } from './cohort-images.ts';
import { readTable } from './evaluate-cohort.ts';
import { counted } from './reason-counts.ts';
import type { TrainOptions } from './train-options.ts';

export interface TrainingCohort {
  readonly members: readonly CohortMember[];
  readonly splitMethod: string;
  /** Rows of the table that are not in `members`. */
  readonly leftOut: number;
  readonly flow: Exclude<TrainingInput['flow'], { readonly notComputed: string }>;
}

/** Throws ServiceError with what to change; a row that cannot be used is named on stderr and left out. */
export async function trainingCohort(options: TrainOptions, config: ModelConfig, work: string): Promise<TrainingCohort> {
  const table = await readTable(options.cohort, 'cohort');
  const endpoint = parseEndpoint(config.endpoint);
  const cohort = parseCohort(table, {
    endpoint,
    seed: config.pipeline.seed,
    ...(config.trainingTenths === undefined ? {} : { trainingTenths: config.trainingTenths }),
  });
  for (const { row, reason } of cohort.rejected) process.stderr.write(`row ${row} left out: ${reason}\n`);
  refuseUntrainable(plannedTraining(config, cohort.members));
  const rows = table.length - 1;
  const excluded = counted(cohort.rejected.map(({ reason }) => reason));
  const flow = [
    { step: 'Rows of the cohort table', remaining: rows, excluded: [] },
    { step: 'With the outcome', remaining: cohort.members.length, excluded },
  ];
  const found = { splitMethod: cohort.splitMethod, leftOut: cohort.rejected.length };
  const named = cohort.members.some(({ lesion }) => lesion.archived !== undefined);
  if (!named || options.features !== undefined) {
    refuseMixedSpacing(cohort.members);
    return { ...found, members: cohort.members, flow };
  }
  const { members, failed, findings } = await imagesOfStudies(cohort.members, { ...options, work, rules: qualityRules() });
  sayRefusable(members, findings);
  if (failed.length > 0) refuseUntrainable(plannedTraining(config, members));
  refuseMixedSpacing(members);
  const images = { step: 'With image and outline', remaining: members.length, excluded: counted(failed) };
  return { ...found, members, flow: [...flow, images] };
}

/** What is known of a training without its features. */
export function plannedTraining({ pipeline, endpoint }: ModelConfig, members: readonly CohortMember[]): PlannedTraining {
  return { members, recipe: pipeline, endpoint: endpointText(parseEndpoint(endpoint)) };
}

/** They train all the same: whoever makes the table decides. */
function sayRefusable(members: readonly CohortMember[], findings: ReadonlyMap<string, readonly QualityFinding[]>): void {
  for (const { id, lesion } of members) {
    const blocking = (findings.get(id) ?? []).filter(({ severity }) => severity === 'blocks').map(({ code }) => code);
    if (blocking.length > 0)
      process.stderr.write(`row ${lesion.row}: the service would refuse this image (${blocking.join(', ')})\n`);
  }
}
