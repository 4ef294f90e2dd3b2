/** Features of the cohort's lesions: from a table, from columns of the cohort, or computed from images with the model's settings. */
import { ServiceError } from '../core/index.ts';
import type { Manifest } from '../model/index.ts';
import { type CohortMember, columnName, columnNames } from '../training/index.ts';
import { readTable } from './evaluate-cohort.ts';
import { type LesionsWithFeatures, lesionsOfImages } from './evaluate-images.ts';
import type { EvaluateOptions } from './evaluate-options.ts';

export async function lesionsToEvaluate(
  options: EvaluateOptions,
  manifest: Manifest,
  members: readonly CohortMember[],
): Promise<LesionsWithFeatures> {
  if (options.features !== undefined) return fromTable(await readTable(options.features, 'features'), manifest, members);
  const names = manifest.features.map(({ name }) => name);
  if (members.every(({ lesion }) => names.every((name) => lesion.other[columnName(name)] !== undefined))) {
    const valuesOf = (member: CohortMember) =>
      names.map((name) => [name, numberOf(member.lesion.other[columnName(name)])] as const);
    return { lesions: members.map((member) => ({ member, features: new Map(valuesOf(member)) })), failed: [] };
  }
  if (members.every(({ lesion }) => lesion.image === undefined && lesion.archived === undefined)) {
    throw unusable(
      'cohort',
      'it has neither columns image and mask (or study) nor the features of the model; give them with --features',
    );
  }
  return lesionsOfImages(options, manifest, members);
}

const numberOf = (text: string | undefined): number => (text === undefined || text === '' ? Number.NaN : Number(text));

/** Rows by patient and, where the table has the column, lesion. */
function fromTable(
  [header = [], ...rows]: readonly (readonly string[])[],
  manifest: Manifest,
  members: readonly CohortMember[],
): LesionsWithFeatures {
  const names = columnNames(header);
  const [patient, lesion] = [names.indexOf('patient'), names.indexOf('lesion')];
  if (patient < 0) throw unusable('features', 'no column patient');
  const columns = manifest.features.map(({ name }) => ({ name, at: header.findIndex((title) => title.trim() === name) }));
  const missing = columns.filter(({ at }) => at < 0).map(({ name }) => name);
  if (missing.length > 0) throw unusable('features', `no column ${missing.slice(0, 5).join(', ')}, which the model needs`);
  const byId = new Map<string, readonly string[]>();
  rows.forEach((fields, i) => {
    const id = `${fields[patient]?.trim()} / ${lesion < 0 ? '1' : fields[lesion]?.trim() || '1'}`;
    if (byId.has(id)) throw unusable('features', `row ${i + 2} repeats a lesion`);
    byId.set(id, fields);
  });
  const lesions = members.flatMap((member) => {
    const fields = byId.get(member.id);
    return fields === undefined
      ? []
      : [{ member, features: new Map(columns.map(({ name, at }) => [name, numberOf(fields[at])])) }];
  });
  const without = members.length - lesions.length;
  return { lesions, failed: new Array<string>(without).fill('no row in the table of features') };
}

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
