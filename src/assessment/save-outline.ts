/**
 * The use case of an outline that a clinician has drawn and confirmed: patient and study as the caller's token shows them, the
 * image as the archive has it, a segmentation of both stored where it will be found. No hook call comes here.
 */
import {
  deadlineIn,
  type Log,
  type NotProduced,
  type OutlineRequest,
  type OutlineResponse,
  ServiceError,
  type StudyReference,
} from '../core/index.ts';
import { type FhirClient, gather, selectStudy, storeOutlineDocument } from '../fhir/index.ts';
import { type Dicomweb, type DrawnSegmentation, segmentationOfDrawing } from '../imaging/index.ts';
import { imagingQueries, type RecordQueries } from './imaging-queries.ts';

export interface SaveOutlineRequest extends RecordQueries {
  readonly outline: Omit<OutlineRequest, 'fhirServer'>;
  readonly client: FhirClient;
}

export interface SaveOutlineParts {
  readonly dicomweb: Dicomweb;
  readonly now: () => Date;
  readonly newUid: () => string;
  readonly log: Log;
  readonly budgetMs: number;
}

/** Throws ServiceError: `outline-refused` says what is wrong with the drawing or its image. */
export type SaveOutline = (request: SaveOutlineRequest) => Promise<OutlineResponse>;

export function createSaveOutline(parts: SaveOutlineParts): SaveOutline {
  return async ({ outline, client, ...reading }) => {
    const deadline = deadlineIn(parts.budgetMs);
    const { patientId, studyUid } = outline;
    const asked = { ...imagingQueries(reading), patientId, client, prefetch: {} };
    const record = await gather(asked, { record: deadline, imaging: deadline });
    const study = await selectStudy(record, client, deadline, studyUid);
    if ('kind' in study) throw refused(study, parts.log);
    const now = parts.now();
    const segmentation = await segmentationOfDrawing(
      study,
      { ...outline, made: localTime(now) },
      parts.dicomweb,
      parts.newUid,
      deadline,
    );
    if (segmentation.kind === 'not-produced') throw refused(segmentation, parts.log);
    const storedIn = await store(segmentation, outline, study, client, parts, now);
    parts.log('info', 'outline-stored', { code: storedIn, count: segmentation.pixels });
    return { storedIn, sopInstanceUid: segmentation.sopInstanceUid, segmentNumber: 1, pixels: segmentation.pixels };
  };
}

async function store(
  { archive, object, sopInstanceUid }: DrawnSegmentation,
  { patientId, imageSopInstanceUid }: SaveOutlineRequest['outline'],
  study: StudyReference,
  client: FhirClient,
  parts: SaveOutlineParts,
  now: Date,
): Promise<OutlineResponse['storedIn']> {
  const deadline = deadlineIn(parts.budgetMs);
  const stored = await parts.dicomweb.store(archive, [object], deadline);
  if (stored.kind === 'answer') return 'archive';
  // An archive that gave no answer may have stored it all the same: a second copy elsewhere would be a second outline.
  if (stored.reasons.some(({ code }) => code === 'archive-unreachable')) throw refused(stored, parts.log);
  const created = now.toISOString();
  await storeOutlineDocument(client, { patientId, study, sopInstanceUid, imageSopInstanceUid, object, created }, deadline);
  return 'fhir-server';
}

function refused({ reasons }: NotProduced, log: Log): ServiceError {
  log('warn', 'outline-refused', { code: reasons.map(({ code }) => code).join(' ') });
  const words = reasons.map(({ code, detail }) => (detail === undefined ? code : `${code} (${detail})`)).join('; ');
  return new ServiceError('outline-refused', `The outline was not stored: ${words}.`, { field: 'outline' });
}

/** DICOM times are those of the place where the study is; the service runs there. */
function localTime(now: Date): { readonly date: string; readonly time: string } {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(''),
  };
}
