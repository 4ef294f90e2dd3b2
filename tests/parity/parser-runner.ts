/**
 * `npm run parity:parser [-- FILE...]`: HER2 as it arrives in records against what it must be read as. Without arguments the
 * vectors of tests/tumour/parser-vectors.ts; with ../shared beside the repository also that its table has none that is not among
 * them. FILE is a JSON list of more: { "what", "expected", and one of "text", "observation", "observations", "record" }.
 * Prints the number compared and outside; exit code 1 where any is outside.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Observation } from 'fhir/r4.js';
import { z } from 'zod';
import type { PatientRecord } from '../../src/core/index.ts';
import { readIhcText } from '../../src/tumour/ihc-text.ts';
import { helpFrom } from '../bench/help.ts';
import { sharedPath } from '../lanes.ts';
import { PARSER_VECTORS, type ParserVector, TEXT_VECTORS } from '../tumour/parser-vectors.ts';
import { ihcText } from '../tumour/patient-record.ts';
import { readVector } from '../tumour/read-vector.ts';
import { tableRows } from './parser-table.ts';

helpFrom(import.meta.filename);

interface Group {
  compared: number;
  readonly outside: string[];
}

const groups = new Map<string, Group>();

function compare(group: string, agrees: boolean, line: string): void {
  const found = groups.get(group) ?? { compared: 0, outside: [] };
  groups.set(group, found);
  found.compared += 1;
  if (!agrees) found.outside.push(line);
}

function compareVector(group: string, vector: ParserVector): void {
  const { agrees, found } = readVector(vector);
  compare(group, agrees, `${vector.shape}: ${vector.what}: expected ${vector.expected}, found ${found}`);
}

for (const vector of PARSER_VECTORS) compareVector('records', vector);
for (const [raw, expected] of TEXT_VECTORS) {
  const reading = readIhcText(raw);
  compare('texts', reading === expected, `${JSON.stringify(raw)}: expected ${expected}, found ${String(reading)}`);
}
compareTable();
for (const file of process.argv.slice(2)) for (const vector of readVectors(file)) compareVector(file, vector);

for (const [group, { compared, outside }] of groups) {
  process.stdout.write(
    `${group.padEnd(24)} ${String(compared).padStart(5)} compared ${String(outside.length).padStart(4)} outside\n`,
  );
  for (const line of outside) process.stdout.write(`outside: ${line}\n`);
}
const total = [...groups.values()].reduce((sum, { compared }) => sum + compared, 0);
const outside = [...groups.values()].reduce((sum, group) => sum + group.outside.length, 0);
process.stdout.write(`${total} compared, ${outside} outside\n`);
if (outside > 0) process.exitCode = 1;

/** Every row and every quoted example of the evidence table is among the vectors. */
function compareTable(): void {
  const file = sharedPath('clinical/EVIDENCE.md');
  if (!existsSync(file)) return;
  const written = JSON.stringify(PARSER_VECTORS.map(({ shape, what, record }) => [shape, what, record]));
  for (const { shape, examples } of tableRows(readFileSync(file, 'utf8'))) {
    compare(
      'rows of the table',
      PARSER_VECTORS.some((vector) => vector.shape === shape),
      `${shape}: no vector`,
    );
    for (const example of examples)
      compare('examples of the table', written.includes(JSON.stringify(example).slice(1, -1)), `${example}: no vector`);
  }
}

function readVectors(file: string): readonly ParserVector[] {
  const schema = z.array(
    z.looseObject({
      what: z.string().optional(),
      expected: z.string(),
      text: z.string().optional(),
      observation: z.looseObject({}).optional(),
      observations: z.array(z.looseObject({})).optional(),
      record: z.looseObject({}).optional(),
    }),
  );
  return schema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ what, expected, text, observation, observations, record }) => {
      const listed = observations ?? (observation === undefined ? [] : [observation]);
      const own = text === undefined ? listed : [ihcText(text), ...listed];
      const parts = { ...record, ...(own.length === 0 ? {} : { observations: own as unknown as Observation[] }) };
      return { shape: file, what: what ?? text ?? 'record', expected, record: parts as Partial<PatientRecord> };
    });
}
