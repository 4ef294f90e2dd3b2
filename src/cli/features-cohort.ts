/** The table of a cohort: columns image and mask, and optionally id, spacing and label; paths relative to the file. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint, ServiceError } from '../core/index.ts';
import { FEATURE_SOFTWARE } from '../radiomics/index.ts';
import { parseCsv } from './csv.ts';
import type { Recipe } from './features-parameters.ts';
import type { RegionRequest } from './features-region.ts';
import { fileHashes } from './file-hashes.ts';
import { parseSpacing } from './options.ts';

const MAX_FILE_BYTES = 64_000_000;
const COLUMNS = ['image', 'mask', 'id', 'spacing', 'label'];

export interface CohortRow {
  readonly id: string;
  /** Hash of everything that was asked for and of what the files hold: a result with the same key is this row's result. */
  readonly key: string;
  /** A row that cannot be read is reported like one whose image cannot. */
  readonly request: RegionRequest | { readonly problem: string };
}

/** Throws ServiceError `bad-configuration` where the table as a whole cannot be used. */
export async function readCohort(file: string, recipe: Recipe, label: string | undefined): Promise<readonly CohortRow[]> {
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw unusable(`${size} bytes, limit ${MAX_FILE_BYTES}`);
  const [header, ...rows] = table(await readFile(file, 'utf8'));
  if (header === undefined) throw unusable('it is empty');
  const names = header.map((name) => name.trim());
  const missing = ['image', 'mask'].filter((name) => !names.includes(name));
  if (missing.length > 0) throw unusable(`no column ${missing.join(' and no column ')}`);
  const at = Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name)]));
  const hash = fileHashes();
  const cohort: CohortRow[] = [];
  for (const fields of rows) {
    const value = (name: string): string => fields[at[name]!]?.trim() ?? '';
    const image = value('image');
    const asked = {
      image,
      mask: value('mask'),
      id: value('id') || path.parse(image).name,
      spacing: value('spacing'),
      label: value('label') || label || recipe.label,
    };
    const request = requestOf(asked, path.dirname(file));
    const files = 'problem' in request ? [] : [await hash(request.image), await hash(request.mask)];
    const key = fingerprint([FEATURE_SOFTWARE, asked, ...files, recipe.settings, recipe.featureNames], 16);
    cohort.push({ id: asked.id, key, request });
  }
  const first = new Map<string, number>();
  cohort.forEach(({ key, id }, n) => {
    if (first.has(key)) throw unusable(`rows ${first.get(key)! + 2} and ${n + 2} are the same (${id})`);
    first.set(key, n);
  });
  return cohort;
}

interface Asked {
  readonly image: string;
  readonly mask: string;
  readonly spacing: string;
  readonly label: string | undefined;
}

function requestOf({ image, mask, spacing, label }: Asked, folder: string): CohortRow['request'] {
  if (image === '' || mask === '') return { problem: `no ${image === '' ? 'image' : 'mask'} given` };
  try {
    return {
      image: path.resolve(folder, image),
      mask: path.resolve(folder, mask),
      // Also "0.1 0.1" and "0.1;0.1": a comma must be quoted in this file.
      ...(spacing === '' ? {} : { spacing: parseSpacing(spacing.replaceAll(/[\s;]+/g, ',')) }),
      ...(label === undefined ? {} : { label }),
    };
  } catch (error) {
    return { problem: `spacing: ${(error as Error).message}` };
  }
}

function table(text: string): readonly (readonly string[])[] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw unusable((error as Error).message);
  }
}

function unusable(why: string): ServiceError {
  return new ServiceError('bad-configuration', `cohort: ${why}`, { field: 'batch' });
}
