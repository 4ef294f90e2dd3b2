/** The demonstration patients that the sandbox is seeded with: GET /sandbox/demo/patients. */
import type { MedicationRequest, ServiceRequest } from 'fhir/r4.js';

export type Order = ServiceRequest | MedicationRequest;

export interface DemoPatient {
  readonly name: string;
  /** What this patient shows, e.g. "HER2 unknown, high score". */
  readonly title: string;
  readonly patientId: string;
  /** The button to press first: a hook name. */
  readonly press?: string;
  /** Unsigned orders of this patient, for order-select and order-sign. */
  readonly drafts?: readonly Order[];
}

export async function demoPatients(): Promise<readonly DemoPatient[]> {
  const response = await fetch('/sandbox/demo/patients', { cache: 'no-store' });
  if (!response.ok) throw new Error(`The list of patients was answered with ${response.status}.`);
  const patients: unknown = await response.json();
  return Array.isArray(patients) ? (patients as DemoPatient[]) : [];
}
