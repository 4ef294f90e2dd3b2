/** Features of a training cohort: read from a table, or computed from the images. */
import path from 'node:path';
import { fingerprint, ServiceError } from '../core/index.ts';
import { type CohortMember, columnNames, type MeasuredLesion, type PipelineRecipe, type Readings } from '../training/index.ts';
import { readTable } from './evaluate-cohort.ts';
import type { Recipe } from './features-parameters.ts';
import { type FeatureValues, measureOutlines, outlinesOf, perturbedOutlines } from './train-outlines.ts';

export interface TrainingFeatures {
  readonly names: readonly string[];
  readonly lesions: readonly MeasuredLesion[];
  /** First reading first, of training lesions that have all; undefined where no lesion has two. */
  readonly readings: Readings | undefined;
  /** Why lesions have no features, one reason a lesion. */
  readonly failed: readonly string[];
}

const FEATURE = /^[\w.-]+_(firstorder|shape2D|glcm|glrlm|glszm|gldm|ngtdm)_\w+$/;

/** With fewer training lesions that several people outlined, their agreement says little: outlines are perturbed instead. */
const FEWEST_READ_TWICE = 10;

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
    () => 'no row in the table of features',
  );
}

/**
 * Computes into tables in `work` that an interrupted run continues. Where too few training lesions have second outlines,
 * perturbations of the outline stand for other readers as `pipeline` asks for them; without it there are none.
 */
export async function featuresFromImages(
  members: readonly CohortMember[],
  folder: string,
  recipe: Recipe,
  work: string,
  workers: number | undefined,
  pipeline?: PipelineRecipe,
): Promise<TrainingFeatures> {
  const outlines = members.flatMap((member) => outlinesOf(member, folder));
  if (outlines.length === 0) throw unusable('cohort', 'no row has an image and a mask; give features that exist with --features');
  const { values, problems } = await measureOutlines(outlines, recipe, path.join(work, 'features.csv'), workers);
  const found = collect(recipe.featureNames, members, values, ({ id }) => {
    const problem = problems.get(id);
    return problem === undefined ? 'no image or no mask' : `features not computed: ${problem}`;
  });
  const readTwice = found.readings?.values[0]?.[0]?.length ?? 0;
  const perturbations = pipeline?.stability.perturbations;
  if (perturbations === undefined || perturbations.count === 0 || readTwice >= FEWEST_READ_TWICE) return found;
  const first = outlines.filter(({ member, reading }) => member.split === 'training' && reading === 0);
  const { seed } = pipeline as PipelineRecipe;
  // Other perturbations go to another file, so that none that were computed are lost.
  const { values: others } = await measureOutlines(
    perturbedOutlines(first, perturbations, seed),
    recipe,
    path.join(work, `perturbed-${fingerprint([perturbations, seed], 8)}.csv`),
    workers,
  );
  const own = new Map(
    [...others].flatMap(([id, readings]) => {
      const drawn = values.get(id)?.get(0);
      return drawn === undefined ? [] : [[id, new Map([[0, drawn], ...readings])] as const];
    }),
  );
  const perturbed = readingsOf('perturbations', recipe.featureNames, members, own);
  return { ...found, readings: perturbed ?? found.readings };
}

function collect(
  names: readonly string[],
  members: readonly CohortMember[],
  values: FeatureValues,
  missing: (member: CohortMember) => string,
): TrainingFeatures {
  const found = members.filter(({ id }) => values.get(id)?.has(0));
  const featuresOf = (own: readonly number[]): ReadonlyMap<string, number> => new Map(names.map((name, f) => [name, own[f]]));
  return {
    names,
    lesions: found.map((member) => ({ member, features: featuresOf(values.get(member.id)?.get(0) ?? []) })),
    readings: readingsOf('readers', names, found, values),
    failed: members.filter(({ id }) => !values.get(id)?.has(0)).map(missing),
  };
}

function readingsOf(
  source: Readings['source'],
  names: readonly string[],
  members: readonly CohortMember[],
  values: FeatureValues,
): Readings | undefined {
  const own = members.filter(({ split }) => split === 'training').map(({ id }) => values.get(id));
  const count = Math.max(1, ...own.map((readings) => readings?.size ?? 0));
  const complete = own.filter((readings) => readings?.size === count);
  if (count < 2 || complete.length < 2) return undefined;
  const readings = Array.from({ length: count }, (_, r) =>
    names.map((_, f) => Float64Array.from(complete, (lesion) => lesion?.get(r)?.[f] ?? Number.NaN)),
  );
  return { source, values: readings };
}

const numberOf = (text: string | undefined): number => (text === undefined || text.trim() === '' ? Number.NaN : Number(text));

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
