/**
 * `npm run parity:cohort -- IMAGES FEATURES.csv.gz [--workers N] [--images N]`: a folder of real images, `<id>.png` and
 * `<id>_mask.png`, against a PyRadiomics table of the same ids (true 2-D layout, normalize with scale 100, binWidth 5,
 * spacing 1). At least 99.9 % of the values must lie within 1e-6; the rest is listed by feature, with how near pixels of those
 * images come to an edge of their grey levels. Exit code 1 where fewer do.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parseCsv } from '../../src/cli/csv.ts';
import { recipeOf } from '../../src/cli/features-parameters.ts';
import { extractAll } from '../../src/cli/features-pool.ts';
import { progressBar } from '../../src/cli/progress-bar.ts';
import { helpFrom } from '../bench/help.ts';
import { binEdgeDistance } from './bin-edge-distance.ts';
import { relativeDifference } from './compare-case.ts';

helpFrom(import.meta.filename);

const RELATIVE = 1e-6;
const SHARE = 0.999;
const MAX_CAUSES = 50;
const FEATURE = /^[\w-]+_(firstorder|shape2D|glcm|glrlm|glszm|gldm|ngtdm)_\w+$/;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string' }, images: { type: 'string' } },
});
const [folder, table] = positionals;
if (folder === undefined || table === undefined) {
  process.stderr.write('usage: npm run parity:cohort -- IMAGES FEATURES.csv.gz [--workers N] [--images N]\n');
  process.exit(1);
}

const [header = [], ...all] = parseCsv(textOf(table));
const rows = all.slice(0, options.images === undefined ? undefined : Number(options.images));
const recipe = recipeOf(
  { normalize: true, normalizeScale: 100, binWidth: 5, imageTypes: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3] } } },
  'pyradiomics',
);
const names = header.filter((name) => FEATURE.test(name));
const available = names.filter((name) => recipe.featureNames.includes(name));
const columns = new Map(available.map((name) => [name, header.indexOf(name)]));
const beyond = new Map<string, { count: number; worst: number; id: string }>();
/** Image and image type of values outside. */
const differing = new Map<string, { readonly row: number; readonly imageName: string; values: number }>();
const failures: string[] = [];
let compared = 0;
let outside = 0;

const idAt = header.indexOf('image_id');
const requests = rows.map((row) => ({
  image: path.join(folder, `${row[idAt]}.png`),
  mask: path.join(folder, `${row[idAt]}_mask.png`),
  spacing: { xMm: 1, yMm: 1 },
  label: 'any',
}));
const bar = progressBar(rows.length, 0);
const started = performance.now();
await extractAll(requests, recipe, options.workers === undefined ? undefined : Number(options.workers), (n, outcome) => {
  bar.advance();
  const id = rows[n]![idAt]!;
  if (outcome.kind !== 'features') {
    failures.push(`${id}: ${outcome.code}: ${outcome.message}`);
    compared += available.length;
    outside += available.length;
    return;
  }
  const values = new Map(outcome.values);
  for (const [name, column] of columns) compare(n, name, values.get(name)!, rows[n]![column]!);
});
bar.end();

for (const [name, { count, worst, id }] of [...beyond].sort(([, a], [, b]) => b.count - a.count)) {
  process.stdout.write(`${name.padEnd(52)} ${String(count).padStart(5)} outside  worst ${worst.toExponential(1)} (${id})\n`);
}
for (const { row, imageName, values } of [...differing.values()].slice(0, MAX_CAUSES)) {
  const distance = await binEdgeDistance(requests[row]!, imageName, available, recipe.settings);
  const cause =
    distance === undefined
      ? 'no image'
      : `${distance.ties} of ${distance.pixels} pixels within rounding of an edge of their grey level, the nearest at ${distance.relative.toExponential(1)} of the largest value`;
  process.stdout.write(`${rows[row]![idAt]} ${imageName}: ${values} values outside; ${cause}\n`);
}
for (const failure of failures) process.stdout.write(`not computed: ${failure}\n`);
const share = compared === 0 ? 0 : 1 - outside / compared;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  `${rows.length} images in ${seconds} s; ${(names.length - available.length) * rows.length} values not available\n`,
);
process.stdout.write(`${compared} compared, ${outside} outside: ${(100 * share).toFixed(4)} % within ${RELATIVE}\n`);
if (share < SHARE) process.exitCode = 1;

function compare(row: number, name: string, actual: number, text: string): void {
  compared++;
  const relative = relativeDifference(actual, text === '' || text.toLowerCase() === 'nan' ? 'NaN' : Number(text));
  if (relative <= RELATIVE) return;
  outside++;
  const id = rows[row]![idAt]!;
  const imageName = name.slice(0, name.indexOf('_'));
  const image = differing.get(`${id} ${imageName}`) ?? { row, imageName, values: 0 };
  image.values++;
  differing.set(`${id} ${imageName}`, image);
  const entry = beyond.get(name) ?? { count: 0, worst: 0, id };
  beyond.set(name, {
    count: entry.count + 1,
    worst: Math.max(entry.worst, relative),
    id: relative > entry.worst ? id : entry.id,
  });
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
