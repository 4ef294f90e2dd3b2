/**
 * `npm run parity:radiomics -- DIR`: every case of a folder in the layout of the PyRadiomics reference cases, the worst
 * relative difference for each image type and class, then "N compared, N outside". Exit code 1 where any is outside.
 */
import { compilePlan, extract } from '../../src/radiomics/index.ts';
import { helpFrom } from '../bench/help.ts';
import { agrees, isComparable, relativeDifference, runOf, toleranceOf } from './compare-case.ts';
import { type ReferenceCase, readCases, readImage, readMask } from './reference-case.ts';

helpFrom(import.meta.filename);

interface Worst {
  compared: number;
  outside: number;
  relative: number;
  where: string;
}

const LISTED = 50;

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: npm run parity:radiomics -- DIR\n');
  process.exit(1);
}

const groups = new Map<string, Worst>();
const outside: string[] = [];
const groupOf = (name: string): Worst => {
  const key = name.split('_').slice(0, 2).join(' ');
  if (!groups.has(key)) groups.set(key, { compared: 0, outside: 0, relative: 0, where: '' });
  return groups.get(key)!;
};
let notComparable = 0;

const cases = readCases(folder);
for (const reference of cases) await compare(reference);

for (const [key, { compared, outside: beyond, relative, where }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const counts = `${String(compared).padStart(6)} compared ${String(beyond).padStart(4)} outside`;
  process.stdout.write(`${key.padEnd(36)} ${counts}  worst ${relative.toExponential(1)}  ${where}\n`);
}
for (const line of outside.slice(0, LISTED)) process.stdout.write(`outside: ${line}\n`);
if (outside.length > LISTED) process.stdout.write(`outside: and ${outside.length - LISTED} more\n`);
const total = [...groups.values()].reduce((sum, { compared }) => sum + compared, 0);
process.stdout.write(`${cases.length} cases, ${notComparable} values marked by them as rounding noise\n`);
process.stdout.write(`${total} compared, ${outside.length} outside\n`);
if (outside.length > 0 || total === 0) process.exitCode = 1;

async function compare(reference: ReferenceCase): Promise<void> {
  try {
    const { settings, names } = runOf(reference);
    const [xMm, yMm] = reference.spacingXY;
    const region = {
      image: await readImage(folder!, reference),
      mask: await readMask(folder!, reference),
      spacing: { xMm, yMm },
    };
    const result = extract(region, compilePlan(names, settings));
    if (result.kind === 'refused' || reference.error !== null)
      return compareRefusal(reference, result.kind === 'refused' ? result.code : undefined);
    for (const name of Object.keys(reference.values)) compareValue(reference, name, result.values.get(name));
    for (const name of result.values.keys())
      if (!(name in reference.values)) outside.push(`${reference.id} ${name}: the reference has no such value`);
  } catch (error) {
    groupOf('case run').outside++;
    outside.push(`${reference.id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function compareRefusal(reference: ReferenceCase, code: string | undefined): void {
  const group = groupOf('region refusal');
  group.compared++;
  if (code !== undefined && reference.error !== null) return;
  group.outside++;
  outside.push(
    `${reference.id}: ${code === undefined ? 'has values' : `refused (${code})`}, the reference ${reference.error === null ? 'has values' : 'refuses'}`,
  );
}

function compareValue(reference: ReferenceCase, name: string, actual: number | undefined): void {
  if (!isComparable(name, reference)) {
    notComparable++;
    return;
  }
  const group = groupOf(name);
  group.compared++;
  const expected = reference.values[name]!;
  const relative = actual === undefined ? Infinity : relativeDifference(actual, expected);
  if (relative > group.relative) {
    group.relative = relative;
    group.where = `${reference.id} ${name}`;
  }
  if (actual !== undefined && agrees(actual, expected, toleranceOf(name, reference))) return;
  group.outside++;
  outside.push(`${reference.id} ${name}: ${actual}, expected ${expected}`);
}
