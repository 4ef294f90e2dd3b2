/** From the options of `her2-cds check` to what the quality gate looks at: two files, a folder, or a study in an archive. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { deadlineIn, type NotProduced, ServiceError, type Spacing, type StudyReference } from '../core/index.ts';
import {
  createDicomweb,
  DEFAULT_LIMITS,
  type Dicomweb,
  type FilesArchive,
  filesArchive,
  loadLesion,
  locateOutline,
  type QualityInput,
  readQualityInput,
  TAG,
} from '../imaging/index.ts';

export interface CheckOptions {
  readonly study?: string;
  readonly archive?: string;
  readonly authorization?: string;
  readonly patientId?: string;
  readonly image?: string;
  readonly mask?: string;
  readonly label?: string;
  readonly frame?: number;
  readonly spacing?: Spacing;
  readonly model?: string;
  readonly json?: true;
  readonly out?: string;
}

const BUDGET_MS = 60_000;
const MAX_FILES = 1000;
const FOLDER = 'files:';

/** Throws ServiceError with what to give, or ImageFileError. */
export async function checkedLesion(options: CheckOptions): Promise<QualityInput> {
  const { study, archive, image, mask, spacing } = options;
  if (study !== undefined && image === undefined && mask === undefined) {
    return withSpacing(await (archive === undefined ? ofFolder(study, options) : ofArchive(study, archive, options)), options);
  }
  if (study !== undefined || image === undefined || mask === undefined) throw usage('Give --image and --mask, or --study.');
  const [imageBytes, maskBytes] = await Promise.all([readFile(image), readFile(mask)]);
  return readQualityInput({
    image: imageBytes,
    mask: maskBytes,
    imageName: path.basename(image),
    ...(options.label === undefined ? {} : { label: options.label }),
    ...(options.frame === undefined ? {} : { frame: options.frame }),
    ...(spacing === undefined ? {} : { spacing }),
  });
}

function withSpacing(input: QualityInput, { spacing }: CheckOptions): QualityInput {
  return spacing === undefined ? input : { ...input, calibration: { kind: 'calibrated', spacing, source: 'stated' } };
}

async function ofFolder(folder: string, { patientId }: CheckOptions): Promise<QualityInput> {
  const archive = filesArchive(await dicomFiles(folder));
  return ofStudy({ ...identityOf(archive, folder, patientId), archive: FOLDER }, archive);
}

async function ofArchive(studyUid: string, base: string, { authorization, patientId }: CheckOptions): Promise<QualityInput> {
  if (patientId === undefined) throw usage('--archive needs --patient-id: objects of another patient are refused.');
  const header = authorization === undefined ? undefined : (await readFile(authorization, 'utf8')).trim();
  const dicomweb = createDicomweb({ allow: [header === undefined ? { base } : { base, authorization: header }] });
  return ofStudy({ studyUid, patientIdentifiers: [patientId], archive: base }, dicomweb);
}

async function ofStudy(
  found: Pick<StudyReference, 'studyUid' | 'patientIdentifiers' | 'archive'>,
  dicomweb: Dicomweb,
): Promise<QualityInput> {
  const study: StudyReference = { ...found, laterality: 'unknown', series: [] };
  const deadline = deadlineIn(BUDGET_MS);
  const outline = await locateOutline(study, dicomweb, deadline);
  if ('kind' in outline) throw refused(outline);
  const loaded = await loadLesion(outline, dicomweb, deadline);
  if (loaded.kind === 'not-produced') throw refused(loaded);
  return loaded.quality;
}

function identityOf(
  { datasets }: FilesArchive,
  folder: string,
  patientId: string | undefined,
): Pick<StudyReference, 'studyUid' | 'patientIdentifiers'> {
  const valuesOf = (tag: typeof TAG.StudyInstanceUid) => [...new Set(datasets.flatMap((set) => set.strings(tag)[0] ?? []))];
  const [studyUid, ...otherStudies] = valuesOf(TAG.StudyInstanceUid);
  if (studyUid === undefined) throw usage(`--study: ${folder} holds no DICOM files.`);
  if (otherStudies.length > 0)
    throw usage(`--study: ${folder} holds ${otherStudies.length + 1} studies; give a folder with one.`);
  return { studyUid, patientIdentifiers: patientId === undefined ? valuesOf(TAG.PatientId) : [patientId] };
}

async function dicomFiles(folder: string): Promise<readonly Uint8Array[]> {
  const names = (await readdir(folder)).toSorted();
  if (names.length > MAX_FILES) throw usage(`--study: ${folder} holds more than ${MAX_FILES} files.`);
  const files: Uint8Array[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (isFile && size <= DEFAULT_LIMITS.maxObjectBytes) files.push(await readFile(file));
  }
  return files;
}

function refused({ reasons }: NotProduced): ServiceError {
  return usage(
    `The lesion cannot be read: ${reasons.map(({ code, detail }) => `${code}${detail ? ` (${detail})` : ''}`).join('; ')}.`,
  );
}

function usage(message: string): ServiceError {
  return new ServiceError('bad-configuration', message);
}
