/** Features of the cohort's lesions: from a table, from columns of the cohort, or computed from images with the model's settings. */
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import type { Manifest } from '../model/index.ts';
import { parseSettings } from '../radiomics/index.ts';
import { type CohortMember, columnName, columnNames, type LesionToEvaluate } from '../training/index.ts';
import { readTable } from './evaluate-cohort.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { extractAll } from './features-pool.ts';
import { type RegionRequest, spacingNotes } from './features-region.ts';
import { progressBar } from './progress-bar.ts';

export interface LesionsWithFeatures {
  readonly lesions: readonly LesionToEvaluate[];
  /** Why lesions have no features, one reason a lesion. */
  readonly failed: readonly string[];
}

const [NO_SPACING = ''] = spacingNotes(undefined, undefined);

type Asked = Pick<EvaluateOptions, 'cohort' | 'features' | 'workers'>;

export async function lesionsToEvaluate(
  options: Asked,
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
  if (members.every(({ lesion }) => lesion.image === undefined)) {
    throw unusable('cohort', 'it has neither columns image and mask nor the features of the model; give them with --features');
  }
  return fromImages(options, manifest, members);
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

async function fromImages(options: Asked, manifest: Manifest, members: readonly CohortMember[]): Promise<LesionsWithFeatures> {
  const parsed = parseSettings(manifest.preprocessing);
  if (parsed.kind === 'invalid') throw unusable('bundle', `preprocessing: ${parsed.problems.join('; ')}`);
  const recipe = { settings: parsed.settings, featureNames: manifest.features.map(({ name }) => name), kernel: {}, notes: [] };
  const folder = path.dirname(options.cohort);
  const failed: string[] = [];
  const asked: { readonly member: CohortMember; readonly request: RegionRequest }[] = [];
  for (const member of members) {
    const { image, mask, spacing } = member.lesion;
    if (image === undefined || mask === undefined) failed.push(`no ${image === undefined ? 'image' : 'mask'} given`);
    else {
      const files = { image: path.resolve(folder, image), mask: path.resolve(folder, mask) };
      asked.push({ member, request: { ...files, label: 'any', ...(spacing === undefined ? {} : { spacing }) } });
    }
  }
  const bar = progressBar(asked.length, 0);
  const found = new Array<LesionToEvaluate | undefined>(asked.length);
  await extractAll(
    asked.map(({ request }) => request),
    recipe,
    options.workers,
    (index, outcome) => {
      bar.advance();
      const { member } = asked[index] as (typeof asked)[number];
      if (outcome.kind !== 'features') {
        bar.say(`row ${member.lesion.row}: ${outcome.code}: ${outcome.message}`);
        failed.push(`features not computed: ${outcome.code}`);
        return;
      }
      const [xMm, yMm] = outcome.provenance.spacingMm;
      const stated = !outcome.notes.includes(NO_SPACING);
      const image = { spacing: stated ? { xMm, yMm } : undefined, roiPixels: outcome.provenance.roiPixels };
      found[index] = { member, features: new Map(outcome.values), image };
    },
  );
  bar.end();
  return { lesions: found.filter((lesion) => lesion !== undefined), failed };
}

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
