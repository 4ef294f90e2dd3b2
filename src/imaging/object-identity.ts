/** Whether an object of an archive is what was asked for and belongs to the patient and study of the record. */
import type { NotProduced, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { TAG } from './tag.ts';

/** Undefined where nothing speaks against it. A missing PatientID does not; a missing Study Instance UID does. */
export function identityProblem(attributes: Attributes, study: StudyReference, sopInstanceUid: string): NotProduced | undefined {
  if (text(attributes, TAG.SopInstanceUid) !== sopInstanceUid)
    return notProduced('archive-bad-answer', 'another instance than asked for');
  if (text(attributes, TAG.StudyInstanceUid) !== study.studyUid) return notProduced('patient-mismatch', 'Study Instance UID');
  const patientId = text(attributes, TAG.PatientId)?.trim();
  const known = study.patientIdentifiers.map((identifier) => identifier.trim());
  return patientId !== undefined && known.length > 0 && !known.includes(patientId)
    ? notProduced('patient-mismatch', 'PatientID')
    : undefined;
}
