/** Embedded FHIR, DICOMweb and SMART servers, the demonstration patients and their EHR. */
export { createSandbox, type Sandbox, type SandboxOptions } from './create-sandbox.ts';
export { type Demonstration, type DemonstrationPatient, readDemonstration } from './demonstration.ts';
export { type Query, search } from './fhir/search.ts';
export { rehearse, reviewRequest } from './rehearsal.ts';
