/** A folder of images with a labels.csv -> lesions with features, by data set; what is left out is counted by reason. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../src/cli/csv.ts';
import { featuresFromImages } from '../../src/cli/train-features.ts';
import { lesionTable, type MeasuredLesion } from '../../src/training/cohort/cohort-table.ts';
import { parseEndpoint } from '../../src/training/cohort/endpoint.ts';
import { type CohortMember, parseCohort } from '../../src/training/cohort/parse-cohort.ts';
import type { LesionTable } from '../../src/training/pipeline/lesion-table.ts';
import type { Readings } from '../../src/training/pipeline/unstable-features.ts';
import { prepared } from './real-preparation.ts';
import type { RealRecipe } from './real-recipes.ts';

export interface RealFolder {
  readonly folder: string;
  readonly members: readonly CohortMember[];
  readonly skipped: Readonly<Record<string, number>>;
}

export interface RealFeatures {
  readonly members: readonly CohortMember[];
  readonly table: LesionTable;
  readonly byDataset: ReadonlyMap<string, LesionTable>;
  readonly readings: Readings | undefined;
  readonly skipped: Readonly<Record<string, number>>;
}

/** Lesions of the endpoint with image and mask. `known`: lesions that may not be among them, as they train the model. */
export function readFolder(folder: string, split: 'training' | 'external', known: readonly CohortMember[] = []): RealFolder {
  const [header = [], ...rows] = parseCsv(readFileSync(path.join(folder, 'labels.csv'), 'utf8'));
  const cohort = parseCohort([[...header, 'split'], ...rows.map((row) => [...row, split])], {
    endpoint: parseEndpoint('label=malignant/benign'),
    seed: 0,
  });
  const reasons = cohort.rejected.map(({ reason }) => reason);
  const patients = new Set(known.map(({ lesion }) => lesion.patient));
  const pixels = new Set(known.flatMap(({ lesion }) => lesion.other.sha1_pixels ?? []));
  const members = cohort.members.filter(({ lesion: { mask, image, patient, other } }) => {
    if (mask === undefined || image === undefined) reasons.push('no mask');
    else if (!existsSync(path.join(folder, mask)) || !existsSync(path.join(folder, image))) reasons.push('file not there');
    else if (patients.has(patient) || pixels.has(other.sha1_pixels ?? '')) reasons.push('patient or image of the training set');
    else return true;
    return false;
  });
  // Lengths in pixels, as in the reference: most sets state no spacing. ComBat goes by device.
  const asked = members.map(
    (member): CohortMember => ({
      ...member,
      lesion: { ...member.lesion, spacing: { xMm: 1, yMm: 1 }, site: member.lesion.device ?? 'unknown' },
    }),
  );
  return { folder, members: asked, skipped: counted(reasons) };
}

/** Computed into `work`, or taken from there. */
export async function featuresOf(
  { folder, members, skipped }: RealFolder,
  { preparation, extraction, extractionName, pipeline, perturbed }: RealRecipe,
  work: string,
  workers: number | undefined,
): Promise<RealFeatures> {
  const own = path.join(work, `${path.basename(path.resolve(folder))}${extractionName === '' ? '' : `-${extractionName}`}`);
  const images = preparation === undefined ? path.resolve(folder) : path.join(own, 'images');
  const reasons: string[] = [];
  const asked: CohortMember[] = [];
  for (const member of members) {
    const ready = preparation === undefined ? member : await prepared(member, folder, images, preparation);
    if (typeof ready === 'string') reasons.push(ready);
    else asked.push(ready);
  }
  const features = await featuresFromImages(asked, images, extraction, own, workers, perturbed ? pipeline : undefined);
  const table = (lesions: readonly MeasuredLesion[]): LesionTable => lesionTable(lesions, features.names, []);
  const names = [...new Set(features.lesions.map(({ member }) => datasetOf(member)))];
  return {
    members: features.lesions.map(({ member }) => member),
    table: table(features.lesions),
    byDataset: new Map(names.map((name) => [name, table(features.lesions.filter(({ member }) => datasetOf(member) === name))])),
    readings: perturbed ? features.readings : undefined,
    skipped: { ...skipped, ...counted([...reasons, ...features.failed]) },
  };
}

const datasetOf = ({ lesion }: CohortMember): string => lesion.other.dataset ?? 'unnamed';

function counted(reasons: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
