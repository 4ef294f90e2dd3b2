/**
 * Under which name a score is kept. SOP instances never change, so these name one score for good, as long as the features are
 * computed alike and the quality gate looks alike. The patient's identifiers are part of it because the identity check is made
 * when the image is loaded: a record that names the same study for another patient must not find the score.
 */
import { fingerprint, type OutlineReference, type QualityRules, type StudyReference } from '../core/index.ts';
import { QUALITY_GATE } from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { FEATURE_SOFTWARE } from '../radiomics/index.ts';

/** Hashed, since a store is no place for identifiers. */
export function scoreKey(study: StudyReference, outline: OutlineReference, model: Model, rules: QualityRules): string {
  const parts = [FEATURE_SOFTWARE, QUALITY_GATE, study.studyUid, ...drawn(outline), model.identity.sha256, rules];
  return fingerprint([...parts, study.patientIdentifiers.toSorted()]);
}

/** What tells one outline from another, in a key; one that a FHIR server holds can be changed there under the same name. */
export function drawn({ sopInstanceUid, segmentNumber, recorded }: OutlineReference): readonly (string | number)[] {
  return [sopInstanceUid, segmentNumber, ...(recorded === undefined ? [] : [recorded.sha256])];
}
