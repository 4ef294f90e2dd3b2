export { createFhirClient, type FhirClient, type FhirClientOptions, isBelow } from './client.ts';
export { NO_DRAFTS, readDraftOrders } from './draft-orders.ts';
export { type GatherDeadlines, type GatherRequest, gather } from './gather.ts';
export { type ImportedStudy, imagingStudyBundle } from './imaging-study-bundle.ts';
export { type OutlineDocument, outlineDocument, storeOutlineDocument } from './outline-document.ts';
export { recordedOutlines } from './recorded-outlines.ts';
export { parseResource } from './schemas.ts';
export { readSearchResult, type SearchResult } from './search-result.ts';
export { isBreastUltrasound, selectStudy } from './select-study.ts';
