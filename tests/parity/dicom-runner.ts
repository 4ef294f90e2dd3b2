/**
 * `npm run parity:dicom -- DIR`: every file of a folder with a facts.csv in the layout of the ultrasound reference files,
 * then "N compared, N outside". Exit code 1 where any is outside.
 */
import path from 'node:path';
import { helpFrom } from '../bench/help.ts';
import { readCsv } from '../imaging/read-csv.ts';
import { type Comparison, compareEqualFiles, compareWithFacts } from './dicom-facts.ts';

helpFrom(import.meta.filename);

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: npm run parity:dicom -- DIR\n');
  process.exit(1);
}

const facts = readCsv(path.join(folder, 'facts.csv'));
const compared: Comparison[] = [];
for (const row of facts) {
  const comparison = await compareWithFacts(folder, row).catch(
    (error: unknown): Comparison => ({ file: row.file ?? '', checks: ['read'], problems: [String(error)] }),
  );
  compared.push(comparison);
  print(comparison, `${row.ts} | ${row.pi}`);
}
const equalities = compareEqualFiles(facts, compared);
for (const equality of equalities) print(equality, '');
const all = [...compared, ...equalities];
const outside = all.filter(({ problems }) => problems.length > 0).length;
process.stdout.write(`${all.length} compared, ${outside} outside\n`);
if (outside > 0 || all.length === 0) process.exitCode = 1;

function print({ file, checks, problems }: Comparison, form: string): void {
  const verdict = problems.length === 0 ? 'agrees ' : 'OUTSIDE';
  process.stdout.write(`${verdict} ${file.padEnd(36)} ${checks.join(', ').padEnd(36)} ${form}\n`);
  for (const problem of problems) process.stdout.write(`        ${problem}\n`);
}
