/** Reads a folder of cds-services/ (JSON files, one level of sub-folders) and compiles it. At start only. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ServiceError } from '../core/index.ts';
import { compileContent, type HookService, type ServiceContent } from '../pathway/index.ts';
import { readTerminology, type Terminology } from '../tumour/index.ts';

/** Rules, and the codes by which the record is read. */
export interface ClinicalContent extends ServiceContent {
  readonly terminology: Terminology;
}

export async function readContent(folder: string, today: string): Promise<ClinicalContent> {
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
  const content = compileContent(files, today);
  const terminology = readTerminology(files);
  return { ...content, services: content.services.map((service) => askingForLocalCodes(service, terminology)), terminology };
}

/** A search by code finds nothing that only has a code of the site, unless it asks for that too. */
function askingForLocalCodes(service: HookService, { localCodes }: Terminology): HookService {
  const local = [...localCodes].flatMap(([system, codes]) =>
    [...codes]
      .filter(([, { system: target }]) => target === 'http://loinc.org')
      .map(([code]) => encodeURIComponent(`${system}|${code}`)),
  );
  if (local.length === 0) return service;
  const prefetch = Object.entries(service.prefetch).map(([key, query]) => {
    const asks = query.startsWith('Observation?');
    return [key, asks ? query.replace(/([?&]code=[^&]+)/, `$1,${local.join()}`) : query];
  });
  return { ...service, prefetch: Object.fromEntries(prefetch) };
}
