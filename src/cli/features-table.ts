/**
 * The output of a batch. Rows are appended whole, in the order of the cohort, so that the file is always a table and the
 * same batch gives the same bytes; what an interruption leaves behind its last line end is cut off when the file is next opened.
 */
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { ServiceError } from '../core/index.ts';
import { csvLine, parseCsv } from './csv.ts';
import type { CohortRow } from './features-cohort.ts';
import type { RegionOutcome } from './features-worker.ts';
import { writeWhole } from './write-whole.ts';

const KEY = 2;
const ERROR = 3;
const LEADING = ['id', 'notes', 'key', 'error'];

export interface FeatureTable {
  /** Whether a row of the cohort is already there, without an error. */
  isFinished(row: CohortRow): boolean;
  add(row: CohortRow, outcome: RegionOutcome): Promise<void>;
  /** Puts rows that were done again at their place. */
  close(): Promise<void>;
}

/** Throws ServiceError where the file is no table of this cohort and these settings: nothing that someone computed is lost. */
export async function openTable(
  file: string,
  cohort: readonly CohortRow[],
  featureNames: readonly string[],
): Promise<FeatureTable> {
  const header = csvLine([...LEADING, ...featureNames]);
  const lines = new Map<string, string>();
  if (existsSync(file)) for (const [key, line] of await finishedLines(file, header, cohort)) lines.set(key, line);
  const finished = new Set(lines.keys());
  let inOrder = cohort.slice(0, finished.size).every(({ key }) => finished.has(key));
  const expected = cohort.filter(({ key }) => !finished.has(key)).map(({ key }) => key);
  await writeWhole(file, header + cohort.map(({ key }) => lines.get(key) ?? '').join(''));
  return {
    isFinished: ({ key }) => finished.has(key),
    async add(row, outcome) {
      const line = lineOf(row, outcome, featureNames);
      if (row.key !== expected.shift()) inOrder = false;
      lines.set(row.key, line);
      await appendFile(file, line);
    },
    async close() {
      if (!inOrder) await writeWhole(file, header + cohort.map(({ key }) => lines.get(key) ?? '').join(''));
    },
  };
}

/** Lines without an error, by key. */
async function finishedLines(
  file: string,
  header: string,
  cohort: readonly CohortRow[],
): Promise<readonly (readonly [string, string])[]> {
  const text = await readFile(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') {
    if (header.startsWith(text)) return [];
    throw foreign(file, 'it is not a table of features');
  }
  if (!whole.startsWith(header)) throw foreign(file, 'it has other columns');
  const rows = parseCsv(whole).slice(1);
  const asked = new Set(cohort.map(({ key }) => key));
  // A row with an error is tried again, whatever became of its files.
  const finished = rows.filter((fields) => fields[ERROR] === '');
  const others = finished.filter((fields) => !asked.has(fields[KEY] ?? '')).length;
  if (others > 0)
    throw foreign(file, `${others} of its rows are of another cohort, of other settings, or of files that have changed since`);
  return finished.map((fields) => [fields[KEY]!, csvLine(fields)]);
}

function lineOf({ id, key }: CohortRow, outcome: RegionOutcome, featureNames: readonly string[]): string {
  if (outcome.kind !== 'features')
    return csvLine([id, '', key, `${outcome.code}: ${outcome.message}`, ...featureNames.map(() => '')]);
  const values = new Map(outcome.values);
  return csvLine([id, outcome.notes.join('; '), key, '', ...featureNames.map((name) => String(values.get(name)))]);
}

function foreign(file: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${file} is not continued: ${why}. Give another --out, or delete it.`, {
    field: 'out',
  });
}
