/** Features of a training cohort: read from a table, or computed from the images into a table that an interrupted run continues. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { type CohortMember, columnNames, type MeasuredLesion } from '../training/index.ts';
import { readTable } from './evaluate-cohort.ts';
import { extractToTable } from './features-batch.ts';
import type { CohortRow } from './features-cohort.ts';
import type { Recipe } from './features-parameters.ts';

export interface TrainingFeatures {
  readonly names: readonly string[];
  readonly lesions: readonly MeasuredLesion[];
  /** `readings[r][f][i]`, first reading first, of training lesions that have all; undefined where no lesion has two. */
  readonly readings: readonly (readonly Float64Array[])[] | undefined;
  /** Why lesions have no features, one reason a lesion. */
  readonly failed: readonly string[];
}

const FEATURE = /^[\w.-]+_(firstorder|shape2D|glcm|glrlm|glszm|gldm|ngtdm)_\w+$/;

/** By lesion id, then by reading (0 is the first). */
type Values = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

/** A table with columns patient, lesion (default 1), reader (default 1) and features under their PyRadiomics names. */
export async function featuresFromTable(file: string, members: readonly CohortMember[]): Promise<TrainingFeatures> {
  const [header = [], ...rows] = await readTable(file, 'features');
  const titles = header.map((title) => title.trim());
  const known = columnNames(titles);
  const at = (name: string): number => known.indexOf(name);
  const [patient, lesion, reader] = [at('patient'), at('lesion'), at('reader')];
  if (patient < 0) throw unusable('features', 'no column patient');
  const columns = titles.flatMap((title, i) => (FEATURE.test(title) ? [i] : []));
  if (columns.length === 0) throw unusable('features', 'no column has the name of a feature, such as original_firstorder_Mean');
  const values = new Map<string, Map<number, readonly number[]>>();
  rows.forEach((fields, i) => {
    const id = `${fields[patient]?.trim()} / ${lesion < 0 ? '1' : fields[lesion]?.trim() || '1'}`;
    const reading = reader < 0 ? 0 : Number(fields[reader]?.trim() || '1') - 1;
    if (!Number.isInteger(reading) || reading < 0)
      throw unusable('features', `row ${i + 2}: reader is not a whole number from 1`);
    const own = values.get(id) ?? new Map<number, readonly number[]>();
    if (own.has(reading)) throw unusable('features', `row ${i + 2} repeats a lesion`);
    values.set(
      id,
      own.set(
        reading,
        columns.map((column) => numberOf(fields[column])),
      ),
    );
  });
  return collect(
    columns.map((column) => titles[column]),
    members,
    values,
    'no row in the table of features',
  );
}

/** Computes into `work`/features.csv, rows of first readings before those of others. */
export async function featuresFromImages(
  members: readonly CohortMember[],
  folder: string,
  recipe: Recipe,
  work: string,
  workers: number | undefined,
): Promise<TrainingFeatures> {
  const asked = members.flatMap((member) => requestsOf(member, folder, recipe));
  if (asked.length === 0) throw unusable('cohort', 'no row has an image and a mask; give features that exist with --features');
  await mkdir(work, { recursive: true });
  const file = path.join(work, 'features.csv');
  await extractToTable(
    asked.map(({ row }) => row),
    recipe,
    file,
    workers,
  );
  const [, ...rows] = await readTable(file, 'features');
  const byKey = new Map(asked.map((own) => [own.row.key, own]));
  const values = new Map<string, Map<number, readonly number[]>>();
  for (const [, , key = '', error, ...fields] of rows) {
    const own = byKey.get(key);
    if (own === undefined || error !== '') continue;
    const known = values.get(own.member.id) ?? new Map<number, readonly number[]>();
    values.set(own.member.id, known.set(own.reading, fields.map(numberOf)));
  }
  return collect(recipe.featureNames, members, values, 'features not computed: see the messages above');
}

interface Asked {
  readonly member: CohortMember;
  readonly reading: number;
  readonly row: CohortRow;
}

function requestsOf(member: CohortMember, folder: string, { settings, featureNames }: Recipe): readonly Asked[] {
  const { image, mask, otherMasks, spacing } = member.lesion;
  if (image === undefined || mask === undefined) return [];
  // Lesions that are outlined twice serve the stability of features: only the training split decides on that.
  const masks = member.split === 'training' ? [mask, ...otherMasks] : [mask];
  return masks.map((own, reading) => {
    const request = {
      image: path.resolve(folder, image),
      mask: path.resolve(folder, own),
      label: 'any',
      ...(spacing === undefined ? {} : { spacing }),
    };
    const key = createHash('sha256')
      .update(JSON.stringify([member.id, image, own, spacing, settings, featureNames]))
      .digest('hex');
    return {
      member,
      reading,
      row: { id: `row ${member.lesion.row}${reading === 0 ? '' : ` mask${reading + 1}`}`, key: key.slice(0, 16), request },
    };
  });
}

function collect(names: readonly string[], members: readonly CohortMember[], values: Values, missing: string): TrainingFeatures {
  const found = members.filter(({ id }) => values.get(id)?.has(0));
  const featuresOf = (own: readonly number[]): ReadonlyMap<string, number> => new Map(names.map((name, f) => [name, own[f]]));
  return {
    names,
    lesions: found.map((member) => ({ member, features: featuresOf(values.get(member.id)?.get(0) ?? []) })),
    readings: readingsOf(names, found, values),
    failed: new Array<string>(members.length - found.length).fill(missing),
  };
}

function readingsOf(names: readonly string[], members: readonly CohortMember[], values: Values): TrainingFeatures['readings'] {
  const own = members.filter(({ split }) => split === 'training').map(({ id }) => values.get(id));
  const count = Math.max(1, ...own.map((readings) => readings?.size ?? 0));
  const complete = own.filter((readings) => readings?.size === count);
  if (count < 2 || complete.length < 2) return undefined;
  return Array.from({ length: count }, (_, r) =>
    names.map((_, f) => Float64Array.from(complete, (readings) => readings?.get(r)?.[f] ?? Number.NaN)),
  );
}

const numberOf = (text: string | undefined): number => (text === undefined || text.trim() === '' ? Number.NaN : Number(text));

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
