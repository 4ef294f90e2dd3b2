/** Scores by opaque key: in memory, in the embedded database, or in PostgreSQL. */
export { openStore, type StoreOptions } from './openStore.ts';
export { type Store, StoreError, type StoreErrorName } from './store.ts';
export type { StoredScore } from './storedScore.ts';
