/**
 * `npm run bench:real -- --data DIR [--external DIR ...] [--folds folds.csv] [--reference DIR] [--work DIR] [--workers N]
 * [--json]`: the whole pipeline from PNGs, malignant against benign, which is a surrogate: nothing here measures HER2. Each
 * folder has a labels.csv (dataset, patient, label, image, mask); rows without mask or of another class are counted. With the
 * folds of a reference its coefficients, order and AUCs are compared. An interrupted run goes on where features are kept.
 */
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseCsv } from '../../src/cli/csv.ts';
import { recipeOf } from '../../src/cli/features-parameters.ts';
import { featuresFromImages } from '../../src/cli/train-features.ts';
import { lesionTable } from '../../src/training/cohort/cohort-table.ts';
import { parseEndpoint } from '../../src/training/cohort/endpoint.ts';
import { type CohortMember, parseCohort } from '../../src/training/cohort/parse-cohort.ts';
import { groupedFolds } from '../../src/training/lasso/grouped-folds.ts';
import type { LesionTable } from '../../src/training/pipeline/lesion-table.ts';
import { recipeSchema } from '../../src/training/pipeline/recipe.ts';
import { type Figures, figuresOf, type RealFolds } from './real-figures.ts';
import { againstReference } from './real-reference.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    external: { type: 'string', multiple: true },
    folds: { type: 'string' },
    reference: { type: 'string' },
    work: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  },
});
if (options.data === undefined) {
  process.stderr.write(
    'usage: npm run bench:real -- --data DIR [--external DIR ...] [--folds folds.csv] [--reference DIR] [--json]\n',
  );
  process.exit(1);
}

/** As PyRadiomics 3.0.1 computed the reference: spacing 1, grey values of the whole image normalised. */
const EXTRACTION = recipeOf(
  { normalize: true, normalizeScale: 100, binWidth: 5, imageTypes: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3] } } },
  'pyradiomics',
);
const REFERENCE_RECIPE = recipeSchema.parse({
  usable: { largestMissingShare: 0, largestSameShare: 1 },
  lasso: { lambdaMinRatio: 0.001 },
});
/** Chosen on the training images alone: devices harmonised, AUC instead of deviance decides nothing here. */
const HARMONISED_RECIPE = recipeSchema.parse({
  harmonisation: { method: 'combat', unseenSite: 'pass' },
  lasso: { lambdaMinRatio: 0.001 },
});

const started = performance.now();
const work = options.work ?? path.join(tmpdir(), 'her2-real-images');
const { members, tables, skipped } = await read(options.data, 'training');
const table = tables.get('all') as LesionTable;
const folds = options.folds === undefined ? undefined : foldsOf(options.folds, members);
const seeded = groupedFolds(table.patients, table.outcome, 10, REFERENCE_RECIPE.seed, 'nested');
const external = new Map<string, LesionTable>();
const skippedExternal: Record<string, Readonly<Record<string, number>>> = {};
for (const folder of options.external ?? []) {
  const own = await read(folder, 'external');
  skippedExternal[path.basename(folder)] = own.skipped;
  for (const [name, lesions] of own.tables) if (name !== 'all') external.set(name, lesions);
}
const texture = (own: LesionTable): LesionTable => {
  const kept = own.names.flatMap((name, f) => (name.includes('_shape2D_') ? [] : [f]));
  return { ...own, names: kept.map((f) => own.names[f]), columns: kept.map((f) => own.columns[f]) };
};
const textures = new Map([...external].map(([name, own]) => [name, texture(own)]));
const own: RealFolds = folds ?? { outer: seeded };
const results: Record<string, Figures> = {
  reference: figuresOf(table, REFERENCE_RECIPE, own, external),
  texture: figuresOf(texture(table), REFERENCE_RECIPE, own, textures),
  harmonised: figuresOf(table, HARMONISED_RECIPE, own, external),
  'harmonised texture': figuresOf(texture(table), HARMONISED_RECIPE, own, textures),
};
const comparison = options.reference === undefined ? undefined : againstReference(options.reference, results);
const seconds = (performance.now() - started) / 1000;
const report = {
  endpoint: 'malignant against benign: a surrogate, no public ultrasound set has HER2 labels',
  images: members.length,
  skipped,
  skippedExternal,
  results,
  comparison,
  seconds,
};
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords());

async function read(folder: string, split: 'training' | 'external') {
  const [header = [], ...rows] = parseCsv(readFileSync(path.join(folder, 'labels.csv'), 'utf8'));
  const cohort = parseCohort([[...header, 'split'], ...rows.map((row) => [...row, split])], {
    endpoint: parseEndpoint('label=malignant/benign'),
    seed: 0,
  });
  const counts: Record<string, number> = {};
  const skip = (reason: string): void => {
    counts[reason] = (counts[reason] ?? 0) + 1;
  };
  for (const { reason } of cohort.rejected) skip(reason);
  const usable = cohort.members.filter(({ lesion: { mask, image } }) => {
    if (mask === undefined || image === undefined) skip('no mask');
    else if (!existsSync(path.join(folder, mask)) || !existsSync(path.join(folder, image))) skip('file not there');
    else return true;
    return false;
  });
  // Lengths in pixels, as in the reference: most sets state no spacing.
  const asked = usable.map(
    (member): CohortMember => ({
      ...member,
      lesion: { ...member.lesion, spacing: { xMm: 1, yMm: 1 }, site: member.lesion.device ?? 'unknown' },
    }),
  );
  const key = path.basename(path.resolve(folder));
  const features = await featuresFromImages(
    asked,
    folder,
    EXTRACTION,
    path.join(work, key),
    options.workers === undefined ? undefined : Number(options.workers),
  );
  for (const reason of features.failed) skip(reason);
  const names = [...new Set(features.lesions.map(({ member }) => datasetOf(member)))];
  const tables = new Map([['all', lesionTable(features.lesions, features.names, [])]]);
  for (const name of names) {
    tables.set(
      name,
      lesionTable(
        features.lesions.filter(({ member }) => datasetOf(member) === name),
        features.names,
        [],
      ),
    );
  }
  return { members: features.lesions.map(({ member }) => member), tables, skipped: counts };
}

function datasetOf({ lesion }: CohortMember): string {
  return lesion.other.dataset ?? 'unnamed';
}

function foldsOf(file: string, lesions: readonly CohortMember[]): RealFolds {
  const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const byId = new Map(rows.map((row) => [row[header.indexOf('image_id')], row]));
  const column = (name: string): Float64Array =>
    Float64Array.from(lesions, ({ lesion }) => {
      const fold = Number(byId.get(lesion.lesion)?.[header.indexOf(name)]);
      if (!(fold > 0)) throw new Error(`${file}: no ${name} for image ${lesion.lesion}`);
      return fold;
    });
  return { lasso: column('lasso_fold'), outer: column('outer_fold') };
}

function inWords(): string {
  const area = ({ auc, lower, upper, calibrationSlope, lesions }: Figures['apparent']): string =>
    `AUC ${auc.toFixed(4)} (${lower.toFixed(3)} to ${upper.toFixed(3)}), calibration slope ${calibrationSlope.toFixed(2)}, ${lesions} lesions`;
  const lines = [
    `${report.endpoint}`,
    `${members.length} images, skipped ${JSON.stringify(skipped)} ${JSON.stringify(skippedExternal)}`,
  ];
  for (const [name, figures] of Object.entries(results)) {
    lines.push(
      `${name}: ${figures.features} -> ${figures.notRedundant} -> ${figures.mrmr.length} -> ${Object.keys(figures.coefficients).length} features`,
    );
    lines.push(`  apparent ${area(figures.apparent)}`, `  nested   ${area(figures.nested)}`);
    for (const [set, own] of Object.entries(figures.external)) lines.push(`  ${set}: ${area(own)}`);
  }
  if (comparison !== undefined) lines.push(...comparison.lines);
  lines.push(`${seconds.toFixed(1)} s`, '');
  return lines.join('\n');
}
