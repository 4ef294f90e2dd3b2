/** The scores used last, in memory: a hit costs no I/O. A Map iterates in order of insertion, so its first key is the oldest. */
import type { StoredScore } from './stored-score.ts';

export interface RecentScores {
  get(key: string): StoredScore | undefined;
  set(key: string, score: StoredScore): void;
}

export function createRecentScores(capacity: number): RecentScores {
  const scores = new Map<string, StoredScore>();
  const set = (key: string, score: StoredScore): void => {
    scores.delete(key);
    scores.set(key, score);
    if (scores.size > capacity) scores.delete(scores.keys().next().value!);
  };
  return {
    get(key) {
      const score = scores.get(key);
      if (score !== undefined) set(key, score);
      return score;
    },
    set,
  };
}
