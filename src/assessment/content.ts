/** Reads a folder of cds-services/ (JSON files, one level of sub-folders) and compiles it. At start only. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { compileContent, type ServiceContent } from '../pathway/index.ts';

export async function readContent(folder: string, today: string): Promise<ServiceContent> {
  const files = new Map<string, unknown>();
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw new ServiceError('bad-configuration', `The service folder ${folder} cannot be read.`, { field: 'content', cause });
  });
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    try {
      files.set(name, JSON.parse(await readFile(file, 'utf8')));
    } catch (cause) {
      throw new ServiceError('bad-configuration', `${name} in the service folder is not JSON.`, { field: name, cause });
    }
  }
  return compileContent(files, today);
}
