/**
 * The columns of a cohort row that name a lesion in an archive instead of files. They hold identifiers only: an address in a table
 * would be contacted by whoever runs the table.
 */
import { z } from 'zod';
import { optional, text } from './cohort-field.ts';

/** DICOM UID, PS3.5 9.1. */
const UID = String.raw`(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+`;
const RESOURCE = String.raw`[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}`;
const OUTLINE = new RegExp(String.raw`^(${UID}|${RESOURCE})(?:#([1-9]\d{0,4}))?$`);

/** An object with outlines, a series with one such object, or a FHIR resource; and where it holds several, which. */
export interface OutlineName {
  readonly uid: string;
  readonly segmentNumber?: number;
}

/** A lesion in an archive, as a row names it. */
export interface ArchivedLesion {
  readonly studyUid: string | undefined;
  /** Logical id of an ImagingStudy. */
  readonly imagingStudyId: string | undefined;
  /** Series and SOP Instance UID of the image that the outline must be drawn on. */
  readonly seriesUid: string | undefined;
  readonly imageUid: string | undefined;
  /** By reader, the first one first; undefined: the only outline of the study. Never empty. */
  readonly outlines: readonly (OutlineName | undefined)[];
  /** DICOM PatientID where it is not what the column patient holds. */
  readonly patientId: string | undefined;
}

const uid = optional((value) => {
  const own = value.trim().replace(/^urn:oid:/, '');
  return own.length <= 64 && new RegExp(`^${UID}$`).test(own) ? own : undefined;
}, 'a DICOM UID');

const outlineName = optional((value): OutlineName | undefined => {
  const [, own = '', segment] = OUTLINE.exec(value.trim()) ?? [];
  if (own === '' || own.length > 96) return undefined;
  return segment === undefined ? { uid: own } : { uid: own, segmentNumber: Number(segment) };
}, 'a UID of an object or series with outlines, or a reference such as DocumentReference/1, with #2 for its second outline');

const imagingStudyId = optional(
  (value) => /^ImagingStudy\/([A-Za-z0-9\-.]{1,64})$/.exec(value.trim())?.[1],
  'a relative reference ImagingStudy/id (the address of the server is an option of the command)',
);

export const studyColumns = {
  study: uid.optional(),
  imaging_study: imagingStudyId.optional(),
  series: uid.optional(),
  instance: uid.optional(),
  outline: outlineName.optional(),
  dicom_patient: text.optional(),
};

const shape = z.object(studyColumns);

/** Undefined where the row names no study; a string says what is wrong. `others`: texts of outline2, outline3, ... by name. */
export function archivedLesion(
  columns: z.infer<typeof shape>,
  others: Readonly<Record<string, string>>,
  hasFiles: boolean,
): ArchivedLesion | undefined | string {
  const { study, imaging_study, series, instance, outline, dicom_patient } = columns;
  if (study === undefined && imaging_study === undefined) {
    const [lone] = Object.entries({ series, instance, outline, ...others }).find(([, value]) => value !== undefined) ?? [];
    return lone === undefined ? undefined : `${lone}: names nothing without a column study or imaging_study`;
  }
  if (hasFiles) return 'it gives files (image, mask) and a study (study, imaging_study): empty one of the two';
  const outlines: (OutlineName | undefined)[] = [outline];
  for (const [name, value] of Object.entries(others)) {
    const parsed = outlineName.safeParse(value);
    if (!parsed.success) return `${name}: ${parsed.error.issues[0]?.message}`;
    outlines.push(parsed.data);
  }
  if (outlines.length > 1 && outline === undefined) return 'outline: is empty where other readers are named (outline2, ...)';
  return {
    studyUid: study,
    imagingStudyId: imaging_study,
    seriesUid: series,
    imageUid: instance,
    outlines,
    patientId: dicom_patient,
  };
}
