/** Keeps nothing beyond the process: for tests, the command line and HER2_DATA=memory. A PGlite in memory would keep no more and cost 740 MB. */
import { createAdviceLog } from './advice-log.ts';
import type { RecentScores } from './recent-scores.ts';
import { type Store, StoreError } from './store.ts';

export function createMemoryStore(recent: RecentScores): Store {
  let closed = false;
  const refuseWhenClosed = (): void => {
    if (closed) throw new StoreError('StoreClosed', 'The store is closed');
  };
  return {
    async findScore(key) {
      refuseWhenClosed();
      return recent.get(key);
    },
    async saveScore(key, score) {
      refuseWhenClosed();
      recent.set(key, score);
    },
    advice: createAdviceLog(undefined),
    async close() {
      closed = true;
    },
  };
}
