/** Whether an object of an archive is what was asked for and belongs to the patient and study of the record. */
import type { NotProduced, StudyReference } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { TAG } from './tag.ts';

/** Undefined where study and patient agree. An object or a record without an identifier agrees with nobody. */
export function identityProblem(attributes: Attributes, study: StudyReference, sopInstanceUid: string): NotProduced | undefined {
  if (text(attributes, TAG.SopInstanceUid) !== sopInstanceUid)
    return notProduced('archive-bad-answer', 'another instance than asked for');
  if (text(attributes, TAG.StudyInstanceUid) !== study.studyUid) return notProduced('patient-mismatch', 'Study Instance UID');
  const patientId = text(attributes, TAG.PatientId)?.trim();
  const known = study.patientIdentifiers.map((identifier) => identifier.trim());
  if (known.length === 0) return notProduced('patient-mismatch', 'the FHIR patient has no identifier');
  if (patientId === undefined || patientId === '') return notProduced('patient-mismatch', 'the object has no PatientID');
  return known.includes(patientId) ? undefined : notProduced('patient-mismatch', 'PatientID');
}
