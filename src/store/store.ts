/**
 * What the rest of the service sees of the store. It is a cache of computed scores: losing it costs a computation,
 * never an answer. So every failure is a StoreError that the caller logs and goes on without.
 */
import type { AdviceLog } from './advice-log.ts';
import type { StoredScore } from './stored-score.ts';

export interface Store {
  /**
   * The score kept under this key, or undefined: never saved, or its row cannot be read by this version.
   * Answers within the lookup bound; rejects with StoreError `StoreTimeout`, `StoreFailure` or `StoreClosed`.
   * After a rejection, lookups that would need the database reject at once for a while, so that a slow one delays no second caller.
   */
  findScore(key: string): Promise<StoredScore | undefined>;
  /**
   * Keeps the score, in place of an earlier one of that key. Lookups of this process see it at once, even when the promise
   * rejects (as for findScore) because the database is down. Do not await it before answering a caller.
   */
  saveScore(key: string, score: StoredScore): Promise<void>;
  /** Advice given, and feedback on it. */
  readonly advice: AdviceLog;
  /** Waits for saves under way, within their bound; later calls reject with `StoreClosed`. */
  close(): Promise<void>;
}

export type StoreErrorName = 'StoreTimeout' | 'StoreFailure' | 'StoreClosed';

/** Message and name hold no stored value, key or address, so both may be logged. */
export class StoreError extends Error {
  override readonly name: StoreErrorName;

  constructor(name: StoreErrorName, message: string) {
    super(message);
    this.name = name;
  }
}
