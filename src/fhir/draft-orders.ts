/** The draftOrders Bundle and selections of order-select and order-sign (CDS Hooks library, hook contexts). */
import type { DraftOrders } from '../core/index.ts';
import { withBundledMedications } from './draft-medications.ts';
import { refersToPatient } from './patient-record.ts';
import { readSearchResult } from './search-result.ts';

export const NO_DRAFTS: DraftOrders = { serviceRequests: [], medicationRequests: [], selections: [] };

/**
 * Undefined where the Bundle or an order in it cannot be read: advice on an order that was overlooked would be silence.
 * Orders for another patient, and of kinds that this product has nothing to say about, are left out.
 */
export function readDraftOrders(
  bundle: unknown,
  selections: readonly string[],
  patientId: string,
  base: string | undefined,
): DraftOrders | undefined {
  const result = readSearchResult(bundle);
  if (result.kind === 'failed' || result.unreadable > 0) return undefined;
  const own = result.resources.filter(
    (resource) =>
      (resource.resourceType === 'ServiceRequest' || resource.resourceType === 'MedicationRequest') &&
      refersToPatient(resource.subject.reference, patientId, base),
  );
  return {
    serviceRequests: own.filter((resource) => resource.resourceType === 'ServiceRequest'),
    medicationRequests: withBundledMedications(
      own.filter((resource) => resource.resourceType === 'MedicationRequest'),
      bundle,
      base,
    ),
    selections,
  };
}
