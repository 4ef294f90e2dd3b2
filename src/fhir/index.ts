/** Reads of FHIR R4, from prefetch or server, and the few writes; the only place that knows access tokens. */
export { recordFromBundle } from './bundle-record.ts';
export { createFhirClient, type FhirClient, isBelow } from './client.ts';
export { withReferredMedications } from './draft-medications.ts';
export { NO_DRAFTS, readDraftOrders } from './draft-orders.ts';
export { gather } from './gather.ts';
export { imagingStudyBundle } from './imaging-study-bundle.ts';
export { outlineDocument, storeOutlineDocument } from './outline-document.ts';
export { assembleRecord } from './patient-record.ts';
export { recordedOutlines } from './recorded-outlines.ts';
export { parseResource } from './schemas.ts';
export { readSearchResult } from './search-result.ts';
export { isBreastUltrasound, selectStudy } from './select-study.ts';
