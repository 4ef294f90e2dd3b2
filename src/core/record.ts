/**
 * The part of a patient's FHIR R4 record that one assessment reads. Every resource has passed the schemas in
 * fhir/: the elements that this product uses have the JSON types of FHIR, and any of them may be absent.
 * Resources of other patients are already left out.
 */
import type {
  Condition,
  DiagnosticReport,
  Endpoint,
  ImagingStudy,
  MedicationAdministration,
  MedicationRequest,
  MedicationStatement,
  Observation,
  Patient,
  Practitioner,
  PractitionerRole,
  Procedure,
  ServiceRequest,
  Specimen,
} from 'fhir/r4.js';
import type { OrderClass } from './facts.ts';
import type { TissueOrigin } from './her2-facts.ts';

export interface PatientRecord {
  readonly patientId: string;
  readonly patient?: Patient;
  readonly conditions: readonly Condition[];
  readonly observations: readonly Observation[];
  readonly serviceRequests: readonly ServiceRequest[];
  readonly medicationRequests: readonly MedicationRequest[];
  readonly medicationStatements: readonly MedicationStatement[];
  readonly medicationAdministrations: readonly MedicationAdministration[];
  readonly procedures: readonly Procedure[];
  readonly specimens: readonly Specimen[];
  readonly diagnosticReports: readonly DiagnosticReport[];
  readonly imagingStudies: readonly ImagingStudy[];
  readonly endpoints: readonly Endpoint[];
  /** The user of the hook, who is no part of the patient's record. */
  readonly users: readonly (Practitioner | PractitionerRole)[];
  /** Resource types with the number read; `complete` is false where a search failed or was cut off. */
  readonly searched: readonly { readonly type: string; readonly count: number; readonly complete: boolean }[];
}

/** Draft orders of the hook call and which of them the clinician has just selected (order-select). */
export interface DraftOrders {
  readonly serviceRequests: readonly ServiceRequest[];
  readonly medicationRequests: readonly MedicationRequest[];
  /** Relative references, e.g. `ServiceRequest/draft-1`; empty for order-sign: all drafts count. */
  readonly selections: readonly string[];
}

/** How orders are recognised: data of the service folder, made by pathway/ and read by tumour/. */
export interface OrderClassRule {
  readonly class: OrderClass;
  /** `system|code` pairs. */
  readonly codes: ReadonlySet<string>;
  /** Lower-case words of which one must appear in the order's text ... */
  readonly textIncludes: readonly string[];
  /** ... and none of these. */
  readonly textExcludes: readonly string[];
  /** By words only where the order or its body site names tissue of this origin. */
  readonly origin?: TissueOrigin;
}
