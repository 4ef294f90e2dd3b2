export { createFhirClient, type FhirClient, type FhirClientOptions, isBelow } from './client.ts';
export { NO_DRAFTS, readDraftOrders } from './draftOrders.ts';
export { type GatherDeadlines, type GatherRequest, gather } from './gather.ts';
export { parseResource } from './schemas.ts';
export { readSearchResult, type SearchResult } from './searchResult.ts';
export { isBreastUltrasound, selectStudy } from './selectStudy.ts';
