/** The outlines of a training cohort (of every reader, and perturbed ones) and their features, in a table that an interrupted run continues. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint } from '../core/index.ts';
import { FEATURE_SOFTWARE, type OutlinePerturbation } from '../radiomics/index.ts';
import { type CohortMember, drawPerturbation, lesionsToPerturb, type PerturbationSettings } from '../training/index.ts';
import { cohortRequest } from './cohort-request.ts';
import { readTable } from './evaluate-cohort.ts';
import { extractToTable } from './features-batch.ts';
import type { CohortRow } from './features-cohort.ts';
import type { Recipe } from './features-parameters.ts';
import { type FileHash, fileHashes } from './file-hashes.ts';

/** One outline of one lesion. */
export interface CohortOutline {
  readonly member: CohortMember;
  /** 0 is the first, which the model is fitted to. */
  readonly reading: number;
  readonly image: string;
  readonly mask: string;
  readonly folder: string;
  readonly perturbation?: OutlinePerturbation;
}

/** By lesion id, then by reading. */
export type FeatureValues = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

export interface MeasuredOutlines {
  readonly values: FeatureValues;
  /** What went wrong with the first outline of a lesion, by lesion id. */
  readonly problems: ReadonlyMap<string, string>;
}

/** None where the row names no image or no mask; paths are relative to `folder`. */
export function outlinesOf(member: CohortMember, folder: string): readonly CohortOutline[] {
  const { image, mask, otherMasks } = member.lesion;
  if (image === undefined || mask === undefined) return [];
  // Lesions that are outlined twice serve the stability of features: only the training split decides on that.
  const masks = member.split === 'training' ? [mask, ...otherMasks] : [mask];
  return masks.map((own, reading) => ({ member, reading, image, mask: own, folder }));
}

/** Readings 1, 2, ... of some of the outlines, in their order. */
export function perturbedOutlines(
  outlines: readonly CohortOutline[],
  settings: PerturbationSettings,
  seed: number,
): readonly CohortOutline[] {
  return lesionsToPerturb(settings, seed, outlines).flatMap((outline) =>
    Array.from({ length: settings.count }, (_, i) => {
      const reading = i + 1;
      return { ...outline, reading, perturbation: drawPerturbation(settings, seed, outline.member.id, reading) };
    }),
  );
}

/** An outline without features is left out; why is said as it happens. */
export async function measureOutlines(
  outlines: readonly CohortOutline[],
  recipe: Recipe,
  file: string,
  workers: number | undefined,
): Promise<MeasuredOutlines> {
  await mkdir(path.dirname(file), { recursive: true });
  const hash = fileHashes();
  const rows: CohortRow[] = [];
  for (const outline of outlines) rows.push(await rowOf(outline, recipe, hash));
  await extractToTable(rows, recipe, file, workers);
  const [, ...lines] = await readTable(file, 'features');
  const byKey = new Map(rows.map(({ key }, i) => [key, outlines[i]]));
  const values = new Map<string, Map<number, readonly number[]>>();
  const problems = new Map<string, string>();
  for (const [, , key = '', error = '', ...fields] of lines) {
    const own = byKey.get(key);
    if (own === undefined) continue;
    if (error !== '') {
      if (own.reading === 0) problems.set(own.member.id, problemOf(error));
      continue;
    }
    const known = values.get(own.member.id) ?? new Map<number, readonly number[]>();
    values.set(own.member.id, known.set(own.reading, fields.map(Number)));
  }
  return { values, problems };
}

/** Without the message, which may hold a path. */
function problemOf(error: string): string {
  const [code = error] = error.split(':', 1);
  return code === 'ENOENT' ? 'file not found' : code;
}

async function rowOf(
  { member, reading, image, mask, folder, perturbation }: CohortOutline,
  recipe: Recipe,
  hash: FileHash,
): Promise<CohortRow> {
  const { spacing, region, row } = member.lesion;
  const request = cohortRequest(member.lesion, folder, { image, mask });
  const asked = [
    FEATURE_SOFTWARE,
    member.id,
    image,
    mask,
    await hash(request.image),
    await hash(request.mask),
    spacing,
    recipe.settings,
    recipe.featureNames,
    ...(region === undefined ? [] : [region]),
  ];
  const which = perturbation === undefined ? `mask${reading + 1}` : `perturbation ${reading}`;
  return {
    id: `row ${row}${reading === 0 ? '' : ` ${which}`}`,
    key: fingerprint(perturbation === undefined ? asked : [...asked, perturbation], 16),
    request: { ...request, ...(perturbation === undefined ? {} : { perturbation }) },
  };
}
