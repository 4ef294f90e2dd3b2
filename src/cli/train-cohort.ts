/** The lesions of a training: the table, everything that it shows to be wrong before hours are spent, and images from archives. */
import path from 'node:path';
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
import { withStatedSpacing } from './cohort-spacing.ts';
import { readTable } from './evaluate-cohort.ts';
import { counted } from './reason-counts.ts';
import type { TrainOptions } from './train-options.ts';

export interface TrainingCohort {
  readonly members: readonly CohortMember[];
  readonly splitMethod: string;
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
  const { splitMethod, members } = cohort;
  if (options.features !== undefined) {
    refuseMixedSpacing(members);
    return { splitMethod, members, flow };
  }
  const folder = path.dirname(options.cohort);
  if (members.every(({ lesion }) => lesion.archived === undefined))
    return { splitMethod, members: await withStatedSpacing(members, folder), flow };
  const images = await imagesOfStudies(members, { ...options, work, rules: qualityRules() });
  sayRefusable(images.members, images.findings);
  if (images.failed.length > 0) refuseUntrainable(plannedTraining(config, images.members));
  const step = { step: 'With image and outline', remaining: images.members.length, excluded: counted(images.failed) };
  return { splitMethod, members: await withStatedSpacing(images.members, folder), flow: [...flow, step] };
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
