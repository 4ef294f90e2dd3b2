/** `her2-cds import-images`: image and mask as DICOM, to a folder, an archive and a FHIR server. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { deadlineIn, type Laterality, ServiceError, type Spacing } from '../core/index.ts';
import type { ImportedImage } from '../imaging/index.ts';
import { imageOption, jsonOption, maskOption, spacingOption } from './options.ts';

interface Options {
  readonly image: string;
  readonly mask: string;
  readonly spacing?: Spacing;
  readonly patientId: string;
  readonly patientName?: string;
  readonly studyDate: string;
  readonly laterality: Laterality;
  readonly out?: string;
  readonly stow?: string;
  readonly stowAuthorization?: string;
  readonly fhir?: string;
  readonly fhirPatient?: string;
  readonly json?: true;
}

const SERVER_BUDGET_MS = 60_000;

export function importImagesCommand(): Command {
  return new Command('import-images')
    .description('image + mask + spacing -> ultrasound DICOM + segmentation, to a folder, a DICOMweb archive and a FHIR server')
    .addOption(imageOption())
    .addOption(maskOption())
    .addOption(spacingOption())
    .requiredOption('--patient-id <id>', 'DICOM PatientID, one of the identifiers of the FHIR patient')
    .option('--patient-name <name>', 'DICOM form, Family^Given')
    .requiredOption('--study-date <date>', 'YYYY-MM-DD')
    .addOption(new Option('--laterality <side>').choices(['left', 'right', 'unknown']).default('unknown'))
    .option('--out <folder>', 'write image.dcm and segmentation.dcm here')
    .option('--stow <url>', 'DICOMweb base address to store both objects at')
    .option('--stow-authorization <file>', 'file that holds the Authorization header of the archive')
    .option('--fhir <url>', 'FHIR R4 base address to create the ImagingStudy at (needs --stow and --fhir-patient)')
    .option('--fhir-patient <id>', 'id of the Patient resource there')
    .addOption(jsonOption())
    .action(run);
}

async function run(options: Options): Promise<void> {
  if (!isCalendarDate(options.studyDate)) throw usage('--study-date: expected a date as YYYY-MM-DD.');
  if (options.out === undefined && options.stow === undefined) throw usage('Give --out, --stow or both.');
  if (options.fhir !== undefined && (options.stow === undefined || options.fhirPatient === undefined)) {
    throw usage('--fhir needs --stow and --fhir-patient.');
  }
  const { importImage } = await import('../imaging/index.ts');
  if (options.fhir !== undefined) await checkPatient(options.fhir, options.fhirPatient!, options.patientId);
  const [image, mask] = await Promise.all([readFile(options.image), readFile(options.mask)]);
  const imported = await importImage({
    image,
    mask,
    ...(options.spacing === undefined ? {} : { spacing: options.spacing }),
    patient: { id: options.patientId, ...(options.patientName === undefined ? {} : { name: options.patientName }) },
    study: { date: options.studyDate, description: 'Breast ultrasound' },
    laterality: options.laterality,
    seed: `${options.patientId}|${options.studyDate}|${path.basename(options.image)}`,
  });
  if (options.out !== undefined) await writeObjects(imported, options.out);
  if (options.stow !== undefined) await store(imported, options.stow, options.stowAuthorization);
  if (options.fhir !== undefined) await register(imported, options);
  process.stdout.write(options.json ? `${JSON.stringify(imported.uids)}\n` : report(imported, options));
}

function report({ uids }: ImportedImage, { out, stow, fhir, fhirPatient }: Options): string {
  const lines = [`Study ${uids.studyUid}`];
  if (out !== undefined) lines.push(`Written: ${path.join(out, 'image.dcm')}, ${path.join(out, 'segmentation.dcm')}`);
  if (stow !== undefined) lines.push(`Stored at ${stow}`);
  if (fhir !== undefined) lines.push(`ImagingStudy of Patient/${fhirPatient} at ${fhir}`);
  return `${lines.join('\n')}\n`;
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The service scores an image only for a patient with its PatientID among the identifiers, so linking another is refused here. */
async function checkPatient(fhir: string, id: string, patientId: string): Promise<void> {
  const headers = { accept: 'application/fhir+json' };
  const response = await fetch(`${fhir}/Patient/${encodeURIComponent(id)}`, {
    headers,
    signal: AbortSignal.timeout(SERVER_BUDGET_MS),
  }).catch((cause: unknown) => {
    throw new ServiceError('bad-configuration', `--fhir: no answer from ${fhir}`, { cause });
  });
  if (!response.ok) throw usage(`--fhir-patient: the FHIR server answered ${response.status} to Patient/${id}.`);
  const patient = (await response.json()) as { identifier?: { value?: unknown }[] };
  if (!patient.identifier?.some(({ value }) => value === patientId)) {
    throw usage(`--patient-id: ${patientId} is not among the identifiers of Patient/${id}.`);
  }
}

async function writeObjects(imported: ImportedImage, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'image.dcm'), imported.ultrasound);
  await writeFile(path.join(folder, 'segmentation.dcm'), imported.segmentation);
}

async function store(imported: ImportedImage, base: string, authorizationFile: string | undefined): Promise<void> {
  const authorization = authorizationFile === undefined ? undefined : (await readFile(authorizationFile, 'utf8')).trim();
  const { createDicomweb } = await import('../imaging/index.ts');
  const dicomweb = createDicomweb({ allow: [authorization === undefined ? { base } : { base, authorization }] });
  const stored = await dicomweb.store(base, [imported.ultrasound, imported.segmentation], deadlineIn(SERVER_BUDGET_MS));
  if (stored.kind === 'not-produced') {
    const why = stored.reasons
      .map((reason) => `${reason.code}${reason.detail === undefined ? '' : ` (${reason.detail})`}`)
      .join(', ');
    throw usage(`The archive did not store the objects: ${why}.`);
  }
}

async function register(imported: ImportedImage, options: Options): Promise<void> {
  const { imagingStudyBundle } = await import('../fhir/index.ts');
  const { uids } = imported;
  const bundle = imagingStudyBundle({
    patientId: options.fhirPatient!,
    studyUid: uids.studyUid,
    date: options.studyDate,
    laterality: options.laterality,
    archive: options.stow!.replace(/\/+$/, ''),
    series: [
      {
        seriesUid: uids.imageSeriesUid,
        modality: 'US',
        sopInstanceUid: uids.imageSopInstanceUid,
        sopClassUid: uids.imageSopClassUid,
      },
      {
        seriesUid: uids.segmentationSeriesUid,
        modality: 'SEG',
        sopInstanceUid: uids.segmentationSopInstanceUid,
        sopClassUid: uids.segmentationSopClassUid,
      },
    ],
  });
  const response = await fetch(options.fhir!, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' },
    body: JSON.stringify(bundle),
    signal: AbortSignal.timeout(SERVER_BUDGET_MS),
  });
  if (!response.ok) throw usage(`The FHIR server answered ${response.status} to the transaction.`);
}

function usage(message: string): ServiceError {
  return new ServiceError('bad-configuration', message);
}
