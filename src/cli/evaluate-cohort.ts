/** The table of a cohort that the model has not seen: every row is external, whatever its column split says. */
import { readFile, stat } from 'node:fs/promises';
import { ServiceError } from '../core/index.ts';
import { type Cohort, columnName, type Endpoint, parseCohort } from '../training/index.ts';
import { parseCsv } from './csv.ts';

const MAX_FILE_BYTES = 256_000_000;

export interface EvaluationCohort extends Pick<Cohort, 'members' | 'rejected'> {
  readonly rows: number;
  /** Every accepted row says that its HER2 result is simulated. */
  readonly simulated: boolean;
  /** Rows whose own column split says that they trained a model. */
  readonly saidToTrain: number;
}

export async function readEvaluationCohort(file: string, endpoint: Endpoint): Promise<EvaluationCohort> {
  const [header = [], ...rows] = await readTable(file, 'cohort');
  const kept = header.map((_, i) => i).filter((i) => columnName(header[i] as string) !== 'split');
  const split = header.findIndex((name) => columnName(name) === 'split');
  const saidToTrain = rows.filter((fields) => /^\s*train/i.test(fields[split] ?? '')).length;
  const take = (fields: readonly string[]): string[] => kept.map((i) => fields[i] ?? '');
  const external = [[...take(header), 'split'], ...rows.map((fields) => [...take(fields), 'external'])];
  const { members, rejected } = parseCohort(external, { endpoint, seed: 0 });
  const simulated = members.every(({ lesion }) => /^simulat/i.test(lesion.her2_source ?? ''));
  return { members, rejected, rows: rows.length, simulated, saidToTrain };
}

/** Throws ServiceError `bad-configuration` where the file is too large or no CSV. */
export async function readTable(file: string, field: string): Promise<readonly (readonly string[])[]> {
  const { size } = await stat(file);
  const unusable = (why: string) => new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
  if (size > MAX_FILE_BYTES) throw unusable(`${size} bytes, limit ${MAX_FILE_BYTES}`);
  try {
    return parseCsv(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw unusable(error.message);
    throw error;
  }
}
