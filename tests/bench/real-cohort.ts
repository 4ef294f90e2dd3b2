/**
 * `npm run bench:real -- --data DIR [--external DIR ...] [--folds folds.csv] [--reference DIR] [--recipe NAME ...] [--work DIR]
 * [--workers N] [--json]`: the whole pipeline from PNGs, malignant against benign, which is a surrogate: nothing here measures HER2.
 * Each folder has a labels.csv (dataset, patient, label, image, mask); rows without mask or of another class are counted. With the
 * folds of a reference its coefficients, order and AUCs are compared. An interrupted run goes on where features are kept.
 */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseCsv } from '../../src/cli/csv.ts';
import type { CohortMember } from '../../src/training/cohort/parse-cohort.ts';
import { groupedFolds } from '../../src/training/lasso/grouped-folds.ts';
import type { LesionTable } from '../../src/training/pipeline/lesion-table.ts';
import { assessStability, unstableFeatures } from '../../src/training/pipeline/unstable-features.ts';
import { helpFrom } from './help.ts';
import { featuresOf, readFolder } from './real-cohort-files.ts';
import { type Area, type Figures, figuresOf, type RealFolds } from './real-figures.ts';
import { CHOSEN, RECIPES, type RealRecipe } from './real-recipes.ts';
import { againstReference } from './real-reference.ts';

helpFrom(import.meta.filename);

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    external: { type: 'string', multiple: true },
    folds: { type: 'string' },
    reference: { type: 'string' },
    recipe: { type: 'string', multiple: true },
    work: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  },
});
if (options.data === undefined) {
  process.stderr.write(
    'usage: npm run bench:real -- --data DIR [--external DIR ...] [--folds folds.csv] [--reference DIR] [--recipe NAME ...] [--json]\n',
  );
  process.exit(1);
}

const started = performance.now();
const work = options.work ?? path.join(tmpdir(), 'her2-real-images');
const workers = options.workers === undefined ? undefined : Number(options.workers);
const training = readFolder(options.data, 'training');
const others = (options.external ?? []).map((folder) => readFolder(folder, 'external', training.members));
const folds = options.folds === undefined ? undefined : foldsOf(options.folds, training.members);

const results: Record<string, Figures> = {};
const skipped: Record<string, Readonly<Record<string, number>>> = {};
const asked = options.recipe ?? ['reference', 'texture', CHOSEN];
for (const name of asked.includes('all') ? RECIPES.map((own) => own.name) : asked) {
  const recipe = RECIPES.find((own) => own.name === name);
  if (recipe === undefined) throw new Error(`no recipe ${name}; known are ${RECIPES.map((own) => own.name).join('; ')}`);
  results[name] = await resultsOf(recipe);
  if (!options.json) process.stdout.write(inWords(name, results[name]));
}
const comparison = options.reference === undefined ? undefined : againstReference(options.reference, results);
const seconds = (performance.now() - started) / 1000;
const report = {
  endpoint: 'malignant against benign: a surrogate, no public ultrasound set has HER2 labels',
  images: training.members.length,
  skipped,
  chosen: CHOSEN,
  results,
  comparison,
  seconds,
};
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : summary());

async function resultsOf(recipe: RealRecipe): Promise<Figures> {
  const { members, table, readings, skipped: left } = await featuresOf(training, recipe, work, workers);
  skipped[path.basename(training.folder)] = left;
  const external = new Map<string, LesionTable>();
  for (const folder of others) {
    const own = await featuresOf(folder, recipe, work, workers);
    skipped[path.basename(folder.folder)] = own.skipped;
    for (const [name, lesions] of own.byDataset) external.set(name, without(lesions, recipe.without));
  }
  const stability = assessStability(table.names, readings);
  return figuresOf({
    table: without(table, recipe.without),
    recipe: recipe.pipeline,
    stability: unstableFeatures(stability, recipe.pipeline),
    folds: folds === undefined ? { outer: seeded(table, recipe) } : forMembers(folds, members),
    external,
    workers,
  });
}

function without(table: LesionTable, dropped: RegExp | undefined): LesionTable {
  const kept = table.names.flatMap((name, f) => (dropped?.test(name) ? [] : [f]));
  return { ...table, names: kept.map((f) => table.names[f]), columns: kept.map((f) => table.columns[f]) };
}

function seeded({ patients, outcome }: LesionTable, { pipeline }: RealRecipe): ArrayLike<number> {
  return groupedFolds(patients, outcome, 10, pipeline.seed, 'nested');
}

/** By lesion id; throws for a lesion that the file does not know. */
function foldsOf(file: string, lesions: readonly CohortMember[]): ReadonlyMap<string, { lasso: number; outer: number }> {
  const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const byId = new Map(rows.map((row) => [row[header.indexOf('image_id')], row]));
  return new Map(
    lesions.map(({ id, lesion }) => {
      const [lasso, outer] = ['lasso_fold', 'outer_fold'].map((name) => Number(byId.get(lesion.lesion)?.[header.indexOf(name)]));
      if (!(lasso > 0 && outer > 0)) throw new Error(`${file}: no folds for image ${lesion.lesion}`);
      return [id, { lasso, outer }];
    }),
  );
}

function forMembers(known: ReturnType<typeof foldsOf>, members: readonly CohortMember[]): RealFolds {
  const of = (name: 'lasso' | 'outer'): Float64Array => Float64Array.from(members, ({ id }) => known.get(id)?.[name] ?? 0);
  return { lasso: of('lasso'), outer: of('outer') };
}

function inWords(name: string, own: Figures): string {
  const area = ({ auc, lower, upper, calibrationSlope, calibrationIntercept, lesions }: Area): string =>
    `AUC ${auc.toFixed(4)} (${lower.toFixed(3)} to ${upper.toFixed(3)}), calibration slope ${calibrationSlope.toFixed(2)} and intercept ${calibrationIntercept.toFixed(2)}, ${lesions} lesions`;
  const steps = [own.features, own.stable, own.notRedundant, own.mrmr.length, Object.keys(own.coefficients).length];
  const lines = [
    `${name}${name === CHOSEN ? ' (chosen)' : ''}: ${steps.join(' -> ')} features`,
    `  apparent ${area(own.apparent)}`,
    `  nested   ${area(own.nested)}`,
    ...Object.entries(own.deviceLeftOut).map(([device, left]) => `  device left out, ${device}: ${area(left)}`),
    ...Object.entries(own.external).map(([set, outside]) => `  ${set}: ${area(outside)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(): string {
  const counts = Object.entries(skipped).map(([folder, reasons]) => `skipped in ${folder}: ${JSON.stringify(reasons)}`);
  return `${[report.endpoint, `${report.images} images`, ...counts, ...(comparison?.lines ?? []), `${seconds.toFixed(1)} s`].join('\n')}\n`;
}
