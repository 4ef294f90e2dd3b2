/** The demonstration patients that the sandbox is seeded with: GET /sandbox/demo/patients, named from their records. */
import type { MedicationRequest, Patient, ServiceRequest } from 'fhir/r4.js';
import { personName } from './resource-words.ts';
import { fhirGet } from './sandbox-fhir.ts';

export type Order = ServiceRequest | MedicationRequest;

export interface DemoPatient {
  /** What this patient shows, e.g. "HER2 unknown, high score". */
  readonly title: string;
  /** Name in the patient's record. */
  readonly name: string;
  readonly patientId: string;
  /** The button to press first: a hook name. */
  readonly press?: string;
  /** Unsigned orders of this patient, for order-select and order-sign. */
  readonly drafts?: readonly Order[];
}

export async function demoPatients(): Promise<readonly DemoPatient[]> {
  const response = await fetch('/sandbox/demo/patients', { cache: 'no-store' });
  if (!response.ok) throw new Error(`The list of patients was answered with ${response.status}.`);
  const listed: unknown = await response.json();
  return Promise.all((Array.isArray(listed) ? (listed as DemoPatient[]) : []).map(withName));
}

async function withName(patient: DemoPatient): Promise<DemoPatient> {
  return { ...patient, name: personName(await fhirGet<Patient>(`Patient/${encodeURIComponent(patient.patientId)}`)) };
}
