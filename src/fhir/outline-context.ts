/** What the readers of outlines share: whose resource it is, which study it belongs to, who made it and when. */
import type { Laterality, OutlineAuthor, StudyReference } from '../core/index.ts';
import { refersToPatient } from './patient-record.ts';

export interface OutlineContext {
  readonly study: StudyReference;
  readonly patientId: string;
  /** Base address of the FHIR server. */
  readonly base: string;
}

export const SIDE_OF_SITE: ReadonlyMap<string, Laterality> = new Map([
  ['80248007', 'left'],
  ['73056007', 'right'],
  ['7771000', 'left'],
  ['24028007', 'right'],
]);

export function isOfPatient(subject: string | undefined, { patientId, base }: OutlineContext): boolean {
  return refersToPatient(subject, patientId, base);
}

/** One of the references names the ImagingStudy, or one of the identifiers the DICOM study. */
export function isOfStudy(references: readonly unknown[], { study, base }: OutlineContext): boolean {
  const { imagingStudyId, studyUid } = study;
  const own = imagingStudyId === undefined ? [] : [`ImagingStudy/${imagingStudyId}`, `${base}/ImagingStudy/${imagingStudyId}`];
  return (
    referencesOf(references).some((reference) => own.includes(reference.split('/_history/')[0]!)) ||
    dicomUidsOf(references).includes(studyUid)
  );
}

export function referencesOf(values: readonly unknown[] | undefined): readonly string[] {
  return (values ?? []).flatMap((value) => {
    const reference = (value as { reference?: unknown } | null | undefined)?.reference;
    return typeof reference === 'string' ? [reference] : [];
  });
}

/** UIDs of references that name a DICOM study, series or instance by its identifier. */
export function dicomUidsOf(values: readonly unknown[] | undefined): readonly string[] {
  return (values ?? []).flatMap((value) => {
    const identifier = (value as { identifier?: { system?: unknown; value?: unknown } } | null | undefined)?.identifier;
    return identifier?.system === 'urn:dicom:uid' && typeof identifier.value === 'string'
      ? [identifier.value.replace(/^urn:oid:/, '')]
      : [];
  });
}

/** A person before a device: someone who works with one has looked at what it drew. */
export function authorOf(actors: readonly string[]): OutlineAuthor {
  if (actors.some((actor) => /(^|\/)(Practitioner|PractitionerRole|Patient)\//.test(actor))) return 'human';
  return actors.some((actor) => /(^|\/)Device\//.test(actor)) ? 'algorithm' : 'unknown';
}

/** FHIR instant or dateTime as YYYYMMDDHHMMSS in UTC; undefined for a date without time and for what is no date. */
export function isoInstant(value: string | undefined): string | undefined {
  if (value === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}
