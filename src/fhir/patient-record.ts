/** One PatientRecord from the resources of one patient, and which resources those are. */
import { isDeepStrictEqual } from 'node:util';
import type { PatientRecord } from '../core/index.ts';
import type { ReadResource } from './schemas.ts';

export function assembleRecord(
  patientId: string,
  resources: readonly ReadResource[],
  searched: PatientRecord['searched'],
): PatientRecord {
  const unique = new Map<string, ReadResource>();
  for (const resource of resources) keep(unique, resource);
  const all = [...unique.values()];
  const ofType = <T extends ReadResource['resourceType']>(type: T) =>
    all.filter((resource): resource is Extract<ReadResource, { resourceType: T }> => resource.resourceType === type);
  const patient = ofType('Patient')[0];
  return {
    patientId,
    ...(patient === undefined ? {} : { patient }),
    conditions: ofType('Condition'),
    observations: ofType('Observation'),
    serviceRequests: ofType('ServiceRequest'),
    medicationRequests: ofType('MedicationRequest'),
    medicationStatements: ofType('MedicationStatement'),
    medicationAdministrations: ofType('MedicationAdministration'),
    procedures: ofType('Procedure'),
    specimens: ofType('Specimen'),
    diagnosticReports: ofType('DiagnosticReport'),
    imagingStudies: ofType('ImagingStudy'),
    endpoints: ofType('Endpoint'),
    users: [...ofType('Practitioner'), ...ofType('PractitionerRole')],
    searched,
  };
}

/** The same resource twice counts once; two versions of one are both kept, for tumour/ to see the contradiction. */
function keep(unique: Map<string, ReadResource>, resource: ReadResource): void {
  const name = `${resource.resourceType}/${resource.id ?? `#${unique.size}`}`;
  const known = unique.get(name);
  if (known === undefined) unique.set(name, resource);
  else if (!isDeepStrictEqual(known, resource)) unique.set(`${name}#${unique.size}`, resource);
}

/** Resources of another patient are never used, whoever sent them. */
export function belongsTo(resource: ReadResource, patientId: string, base: string | undefined): boolean {
  switch (resource.resourceType) {
    case 'Patient':
      return resource.id === patientId;
    case 'Endpoint':
    case 'Practitioner':
    case 'PractitionerRole':
      return true;
    case 'Condition':
    case 'Observation':
    case 'ServiceRequest':
    case 'MedicationRequest':
    case 'MedicationStatement':
    case 'MedicationAdministration':
    case 'Procedure':
    case 'Specimen':
    case 'DiagnosticReport':
    case 'ImagingStudy':
      return refersToPatient(resource.subject?.reference, patientId, base);
  }
}

/** `Patient/1`, or the absolute address of it on the FHIR server of this call; the same id elsewhere is another patient. */
export function refersToPatient(reference: string | undefined, patientId: string, base: string | undefined): boolean {
  const current = reference?.split('/_history/')[0];
  return current === `Patient/${patientId}` || (base !== undefined && current === `${base}/Patient/${patientId}`);
}
