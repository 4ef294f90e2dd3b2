/**
 * What an evaluation has measured, a line for each lesion, so that a run that was stopped goes on. Values are kept as written:
 * JSON gives back every bit of a number.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { qualityFindingSchema } from '../core/index.ts';
import { writeWhole } from './write-whole.ts';

const positive = z.number().positive();

const recordSchema = z.strictObject({
  /** Hash of everything that was asked for. */
  key: z.string(),
  /** null: not finite. */
  features: z.array(z.tuple([z.string(), z.number().nullable()])),
  /** As stated; absent where nothing states it. */
  spacing: z.strictObject({ xMm: positive, yMm: positive }).exactOptional(),
  roiPixels: z.int().min(1),
  findings: z.array(qualityFindingSchema).exactOptional(),
});

export type MeasuredRecord = z.infer<typeof recordSchema>;

export interface KeptMeasurements {
  find(key: string): MeasuredRecord | undefined;
  add(record: MeasuredRecord): Promise<void>;
}

/** Without a folder nothing is kept. Lines that are not whole are dropped. */
export async function keptMeasurements(folder: string | undefined): Promise<KeptMeasurements> {
  if (folder === undefined) return { find: () => undefined, add: async () => {} };
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'measured.jsonl');
  const records = new Map<string, MeasuredRecord>();
  for (const line of (await textOf(file)).split('\n')) {
    const record = recordOf(line);
    if (record !== undefined) records.set(record.key, record);
  }
  await writeWhole(file, [...records.values()].map((record) => `${JSON.stringify(record)}\n`).join(''));
  let writing = Promise.resolve();
  return {
    find: (key) => records.get(key),
    add: (record) => {
      writing = writing.then(() => appendFile(file, `${JSON.stringify(record)}\n`));
      return writing;
    },
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function recordOf(line: string): MeasuredRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    // Cut off by an interruption, or of an earlier version: measured again.
    return undefined;
  }
}
