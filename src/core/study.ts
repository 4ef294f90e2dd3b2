/** A breast ultrasound study as FHIR describes it: what fhir/ finds and imaging/ reads from the archive. */
import type { Laterality } from './lesion.ts';
import type { RecordedOutline } from './outline.ts';

export interface SeriesReference {
  readonly seriesUid: string;
  /** DICOM modality code: US, SEG, ... */
  readonly modality: string;
  /** DICOMweb base address where the series has its own Endpoint. */
  readonly archive?: string;
  readonly instances: readonly { readonly sopInstanceUid: string; readonly sopClassUid?: string }[];
}

export interface StudyReference {
  readonly studyUid: string;
  /** Id of the ImagingStudy resource, where it has one. */
  readonly imagingStudyId?: string;
  /** DICOMweb base address, without a trailing slash. */
  readonly archive: string;
  /** Identifier values of the FHIR Patient; where there are any, DICOM PatientID must be one of them. */
  readonly patientIdentifiers: readonly string[];
  readonly laterality: Laterality;
  /** ISO date (YYYY-MM-DD). */
  readonly date?: string;
  readonly series: readonly SeriesReference[];
}

/** One outline of one lesion in an archive. SOP instances never change, so this identifies a score together with the model. */
export interface OutlineReference {
  readonly study: StudyReference;
  readonly archive: string;
  readonly seriesUid: string;
  /** For an outline that is no DICOM object: the relative reference of its FHIR resource. */
  readonly sopInstanceUid: string;
  /** Number of the segment, ROI or measurement group; 0 where the object has just one. */
  readonly segmentNumber: number;
  /** The outline itself, where it comes from the FHIR server and not from an archive. */
  readonly recorded?: RecordedOutline;
}
