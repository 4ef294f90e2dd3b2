/** Small FHIR resources for the tests of tumour/, written as the elements that matter in each. */
import type { Condition, Observation, ServiceRequest, Specimen } from 'fhir/r4.js';
import type { DraftOrders, OrderClassRule, PatientRecord, TissueFacts } from '../../src/core/index.ts';
import { tissueFacts } from '../../src/tumour/index.ts';

export const TODAY = '2026-11-22';
export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const NO_DRAFTS: DraftOrders = { serviceRequests: [], medicationRequests: [], selections: [] };

const subject = { reference: 'Patient/p1' };

export function record(parts: Partial<PatientRecord> = {}): PatientRecord {
  return {
    patientId: 'p1',
    conditions: [],
    observations: [],
    serviceRequests: [],
    medicationRequests: [],
    medicationStatements: [],
    medicationAdministrations: [],
    procedures: [],
    specimens: [],
    diagnosticReports: [],
    imagingStudies: [],
    endpoints: [],
    users: [],
    searched: [],
    ...parts,
  };
}

let count = 0;

/** A final Observation of one LOINC code with a date, unless the elements say otherwise. */
export function observation(code: string, elements: Partial<Observation>): Observation {
  count += 1;
  return {
    resourceType: 'Observation',
    id: `o${count}`,
    status: 'final',
    subject,
    code: { coding: [{ system: LOINC, code }] },
    effectiveDateTime: '2026-10-02',
    ...elements,
  };
}

export const ihc = (elements: Partial<Observation>): Observation => observation('85319-2', elements);
export const ihcText = (valueString: string, elements: Partial<Observation> = {}): Observation =>
  ihc({ valueString, ...elements });
export const ishText = (valueString: string, elements: Partial<Observation> = {}): Observation =>
  observation('85318-4', { valueString, ...elements });

export function concept(system: string, code: string, display?: string) {
  return { coding: [{ system, code, ...(display === undefined ? {} : { display }) }] };
}

export function condition(elements: Partial<Condition>): Condition {
  count += 1;
  return {
    resourceType: 'Condition',
    id: `c${count}`,
    subject,
    clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
    ...elements,
  };
}

export function breastCancer(elements: Partial<Condition> = {}): Condition {
  return condition({ code: concept('http://hl7.org/fhir/sid/icd-10-cm', 'C50.911'), ...elements });
}

export function serviceRequest(elements: Partial<ServiceRequest>): ServiceRequest {
  count += 1;
  return { resourceType: 'ServiceRequest', id: `s${count}`, status: 'draft', intent: 'order', subject, ...elements };
}

export function specimen(id: string, elements: Partial<Specimen> = {}): Specimen {
  return { resourceType: 'Specimen', id, subject, type: { text: 'Tissue specimen' }, ...elements };
}

export const RULES: readonly OrderClassRule[] = [
  {
    class: 't-dxd',
    codes: new Set(['http://www.whocc.no/atc|L01FD04']),
    textIncludes: ['deruxtecan'],
    textExcludes: ['datopotamab', 'patritumab'],
  },
  { class: 'her2-test', codes: new Set([`${LOINC}|85319-2`]), textIncludes: ['her2'], textExcludes: ['serum'] },
  { class: 'breast-biopsy', codes: new Set([`${SNOMED}|44578009`]), textIncludes: ['breast biopsy'], textExcludes: ['review'] },
  { class: 'no-her2-question', codes: new Set(), textIncludes: ['letrozole', 'datopotamab'], textExcludes: [] },
];

/** Facts of these resources by the rules above, without drafts. */
export function factsOf(parts: Partial<PatientRecord>): TissueFacts {
  return tissueFacts(record(parts), NO_DRAFTS, { today: TODAY, orderClasses: RULES });
}
