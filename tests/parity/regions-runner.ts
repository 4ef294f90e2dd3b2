/**
 * `npm run parity:regions -- DIR`: every row of DIR/facts.csv (columns file, sop, ts and facts as JSON) against the file of that
 * name, then "N compared, N outside". Exit code 1 where a fact differs or a file cannot be read.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { helpFrom } from '../bench/help.ts';
import { readCsv } from '../imaging/read-csv.ts';
import { compareRegionFile } from './compare-region-file.ts';

helpFrom(import.meta.filename);

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: npm run parity:regions -- DIR\n');
  process.exit(1);
}

let compared = 0;
let outside = 0;
const rows = readCsv(path.join(folder, 'facts.csv')) as readonly Readonly<Record<string, string>>[];
for (const row of rows) {
  const name = path.basename(row.file ?? '');
  try {
    const facts = await compareRegionFile(readFileSync(path.join(folder, name)), row);
    const different = facts.filter(({ expected, actual }) => expected !== actual);
    compared += facts.length;
    outside += different.length;
    process.stdout.write(`${name.padEnd(60)} ${facts.length} compared ${different.length} outside\n`);
    for (const { fact, expected, actual } of different)
      process.stdout.write(`outside: ${name}: ${fact}: ${actual}, expected ${expected}\n`);
  } catch (error) {
    compared++;
    outside++;
    process.stdout.write(`outside: ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
process.stdout.write(`${rows.length} files, ${compared} compared, ${outside} outside\n`);
// Codec threads would keep the process alive.
process.exit(outside > 0 || compared === 0 ? 1 : 0);
