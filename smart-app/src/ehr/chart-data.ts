/** What the chart shows of one patient, read from the FHIR server. */
import type { Condition, ImagingStudy, MedicationRequest, Observation, Patient, ServiceRequest, Task } from 'fhir/r4.js';
import { fhirGet, fhirSearch } from './sandbox-fhir.ts';

export interface ChartData {
  readonly patient: Patient;
  readonly conditions: readonly Condition[];
  /** Newest first. */
  readonly observations: readonly Observation[];
  readonly imagingStudies: readonly ImagingStudy[];
  readonly orders: readonly (ServiceRequest | MedicationRequest | Task)[];
}

export async function readChart(patientId: string): Promise<ChartData> {
  const [patient, conditions, observations, imagingStudies, services, medications, tasks] = await Promise.all([
    fhirGet<Patient>(`Patient/${encodeURIComponent(patientId)}`),
    fhirSearch<Condition>('Condition', patientId),
    fhirSearch<Observation>('Observation', patientId),
    fhirSearch<ImagingStudy>('ImagingStudy', patientId),
    fhirSearch<ServiceRequest>('ServiceRequest', patientId),
    fhirSearch<MedicationRequest>('MedicationRequest', patientId),
    fhirSearch<Task>('Task', patientId),
  ]);
  const newestFirst = [...observations].sort((a, b) => (b.effectiveDateTime ?? '').localeCompare(a.effectiveDateTime ?? ''));
  return { patient, conditions, observations: newestFirst, imagingStudies, orders: [...services, ...medications, ...tasks] };
}
