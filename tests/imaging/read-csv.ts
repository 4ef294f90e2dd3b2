/** A CSV file with quoted fields (RFC 4180) as one record a row, by column name. */
import { readFileSync } from 'node:fs';

export function readCsv(path: string): Readonly<Record<string, string>>[] {
  const rows = [
    ...readFileSync(path, 'utf8').matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r?\n/g),
  ].map((line) =>
    [...line[1]!.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      (field) => field[1]?.replaceAll('""', '"') ?? field[2] ?? '',
    ),
  );
  const [names, ...records] = rows;
  return records.map((record) => Object.fromEntries(names!.map((name, at) => [name, record[at] ?? ''])));
}
