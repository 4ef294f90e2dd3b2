/** The draftOrders Bundle and selections of order-select and order-sign (CDS Hooks library, hook contexts). */
import type { DraftOrders } from '../core/index.ts';
import { refersToPatient } from './gather.ts';
import { readSearchResult } from './search-result.ts';

export const NO_DRAFTS: DraftOrders = { serviceRequests: [], medicationRequests: [], selections: [] };

/** Undefined where the Bundle cannot be read. Orders for another patient are left out. */
export function readDraftOrders(bundle: unknown, selections: readonly string[], patientId: string): DraftOrders | undefined {
  const result = readSearchResult(bundle);
  if (result.kind === 'failed') return undefined;
  const own = result.resources.filter(
    (resource) =>
      (resource.resourceType === 'ServiceRequest' || resource.resourceType === 'MedicationRequest') &&
      refersToPatient(resource.subject.reference, patientId),
  );
  return {
    serviceRequests: own.filter((resource) => resource.resourceType === 'ServiceRequest'),
    medicationRequests: own.filter((resource) => resource.resourceType === 'MedicationRequest'),
    selections,
  };
}
