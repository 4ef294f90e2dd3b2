/** Scores by opaque key: in memory, in the embedded database, or in PostgreSQL. */
export type { AdviceLog, CardFeedback, GivenAdvice } from './advice-log.ts';
export { openStore } from './open-store.ts';
export type { Store } from './store.ts';
export type { StoredScore } from './stored-score.ts';
