/** A folder of statistical references: `data/*.csv` (inputs), `cases/<topic>.json` (outputs of R and Python programs). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../../src/cli/csv.ts';

/** A JSON value of a case file: its shape is known by the comparison of its topic. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Table {
  readonly names: readonly string[];
  readonly rows: number;
  text(name: string): readonly string[];
  column(name: string): Float64Array;
  /** A list of names, or words such as "all columns after ki67". */
  columns(features: string | readonly string[]): readonly { readonly name: string; readonly values: Float64Array }[];
}

export interface ReferenceFolder {
  readonly topics: readonly string[];
  cases<T>(topic: string): T;
  table(file: string): Table;
  /** Rows of numbers of a file without header. */
  numbers(file: string): readonly (readonly number[])[];
}

export function openFolder(folder: string): ReferenceFolder {
  const tables = new Map<string, Table>();
  const read = (file: string) => parseCsv(readFileSync(path.join(folder, 'data', file), 'utf8'));
  const cases = path.join(folder, 'cases');
  return {
    topics: existsSync(cases)
      ? readdirSync(cases)
          .filter((file) => file.endsWith('.json'))
          .map((file) => path.basename(file, '.json'))
          .toSorted()
      : [],
    cases: <T>(topic: string) => JSON.parse(readFileSync(path.join(cases, `${topic}.json`), 'utf8')) as T,
    table(file) {
      const known = tables.get(file) ?? tableOf(file, read(file));
      tables.set(file, known);
      return known;
    },
    numbers: (file) => read(file).map((row) => row.map(Number)),
  };
}

function tableOf(file: string, [names = [], ...rows]: readonly (readonly string[])[]): Table {
  const columns = new Map<string, Float64Array>();
  const text = (name: string): readonly string[] => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`${file} has no column ${name}`);
    return rows.map((row) => row[at] ?? '');
  };
  const column = (name: string): Float64Array => {
    const known = columns.get(name) ?? Float64Array.from(text(name), (field) => (field === '' ? Number.NaN : Number(field)));
    columns.set(name, known);
    return known;
  };
  return {
    names,
    rows: rows.length,
    text,
    column,
    columns(features) {
      const chosen = typeof features === 'string' ? namesAfter(file, names, features) : features;
      return chosen.map((name) => ({ name, values: column(name) }));
    },
  };
}

function namesAfter(file: string, names: readonly string[], words: string): readonly string[] {
  const after = /^all columns after (.+)$/.exec(words)?.[1];
  const at = after === undefined ? -1 : names.indexOf(after);
  if (at < 0) throw new Error(`${file}: the columns "${words}" are not known`);
  return names.slice(at + 1);
}
