/** The archive and the FHIR server that the studies of a cohort are read from. Nothing else is contacted. */
import { readFile } from 'node:fs/promises';
import { ServiceError } from '../core/index.ts';
import { createFhirClient, type FhirClient } from '../fhir/index.ts';
import { type AllowedArchive, createDicomweb, type DicomwebClient } from '../imaging/index.ts';
import type { CohortMember } from '../training/index.ts';
import type { ArchiveOptions } from './archive-options.ts';

export interface CohortServers {
  readonly dicomweb: DicomwebClient;
  /** Base address of the archive for studies that no FHIR resource describes. */
  readonly archive: string | undefined;
  readonly fhir: FhirClient | undefined;
}

interface Allowed {
  readonly dicomweb: readonly AllowedArchive[];
  readonly fhirServers: readonly string[];
}

/** Throws ServiceError `bad-configuration` naming the option that a row needs. */
export async function openServers(options: ArchiveOptions, members: readonly CohortMember[]): Promise<CohortServers> {
  const allowed = await allowedServers(options.servers);
  const archive = withoutSlash(options.dicomweb ?? only(allowed.dicomweb.map(({ base }) => base)));
  const fhirBase = withoutSlash(options.fhir ?? only(allowed.fhirServers));
  for (const { lesion } of members) {
    if (lesion.archived === undefined) continue;
    const { imagingStudyId } = lesion.archived;
    if (imagingStudyId !== undefined && fhirBase === undefined)
      throw missing('fhir', `row ${lesion.row} names an ImagingStudy: say with --fhir <url> which FHIR server holds it`);
    if (archive === undefined && imagingStudyId === undefined)
      throw missing('dicomweb', `row ${lesion.row} names a DICOM study: say with --dicomweb <url> which archive holds it`);
  }
  const known = archive === undefined || allowed.dicomweb.some(({ base }) => withoutSlash(base) === archive);
  if (fhirBase !== undefined && !(/^https?:/i.test(fhirBase) && URL.canParse(fhirBase)))
    throw missing('fhir', 'expected an http or https address');
  const token = options.fhirToken === undefined ? '' : (await readFile(options.fhirToken, 'utf8')).trim();
  return {
    dicomweb: createDicomweb({ allow: known ? allowed.dicomweb : [...allowed.dicomweb, { base: archive }] }),
    archive,
    fhir: fhirBase === undefined ? undefined : createFhirClient({ base: fhirBase, allow: [fhirBase], token }),
  };
}

async function allowedServers(file: string | undefined): Promise<Allowed> {
  if (file === undefined) return { dicomweb: [], fhirServers: [] };
  const { readConfig } = await import('../server/index.ts');
  // The address and the sandbox are those of a service, of which there is none here.
  return readConfig({ HER2_CONFIG: file, HER2_SANDBOX: 'off', PUBLIC_URL: 'http://127.0.0.1' });
}

const only = (addresses: readonly string[]): string | undefined => (addresses.length === 1 ? addresses[0] : undefined);
const withoutSlash = (address: string | undefined): string | undefined => address?.replace(/\/+$/, '');

function missing(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
