/**
 * Which advice was given, so that it is not repeated within a day (PATHWAY M8), and what clinicians made of it (CDS Hooks 2.0,
 * "Feedback"). Keys are hashes; a row holds a card's id and rule and nothing of the patient. Kept for a time, then deleted.
 */
import type { Query } from './database.ts';

export interface GivenAdvice {
  /** Hash of patient, reader, order and state. */
  readonly key: string;
  /** uuid of the card. */
  readonly card: string;
  readonly service: string;
  readonly rule: string;
  readonly at: Date;
}

export interface CardFeedback {
  /** Hash of the entry: the same one sent again is kept once. */
  readonly id: string;
  readonly card: string;
  readonly service: string;
  readonly outcome: 'accepted' | 'overridden';
  /** Number of suggestions taken. */
  readonly accepted: number;
  readonly reason?: { readonly system: string; readonly code: string };
  /** A comment was written; it may name the patient and is not kept. */
  readonly commented: boolean;
  readonly at: Date;
}

export interface AdviceLog {
  /** False as well where the store cannot tell: advice is rather given twice than not at all. Rejects with StoreError. */
  wasGiven(key: string, since: Date): Promise<boolean>;
  /** Do not await it before answering a caller. Rejects with StoreError. */
  saveAdvice(advice: GivenAdvice): Promise<void>;
  /** Kept when it resolves. Rejects with StoreError. */
  saveFeedback(feedback: readonly CardFeedback[]): Promise<void>;
}

/** Advice is kept for as long as feedback on it may come, feedback for a year and a month. */
const ADVICE_DAYS = 30;
const FEEDBACK_DAYS = 400;
const CLEAN_EVERY_MS = 3_600_000;
/** About 100 bytes each. */
const RECENT = 20_000;

const FIND = 'select 1 as given from advice where key = $1 and given_at >= $2';
const SAVE = `insert into advice (key, card, service, rule, given_at) values ($1, $2, $3, $4, $5)
  on conflict (key) do update set card = excluded.card, given_at = excluded.given_at`;
const FEEDBACK = `insert into card_feedback (id, card, service, rule, outcome, accepted, reason_system, reason_code, commented, feedback_at)
  values ($1, $2, $3, (select rule from advice where card = $2 limit 1), $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`;

/** Bounds, rests and errors are those of the caller's functions. */
export interface AdviceQueries {
  readonly find: Query;
  readonly save: Query;
}

/** @param queries absent: nothing outlives the process, and feedback is taken and dropped */
export function createAdviceLog(queries: AdviceQueries | undefined): AdviceLog {
  const recent = new Map<string, Date>();
  let cleanedAt = Number.NEGATIVE_INFINITY;

  const clean = async (save: Query): Promise<void> => {
    if (performance.now() - cleanedAt < CLEAN_EVERY_MS) return;
    cleanedAt = performance.now();
    await save(`delete from advice where given_at < now() - interval '${ADVICE_DAYS} days'`);
    await save(`delete from card_feedback where received_at < now() - interval '${FEEDBACK_DAYS} days'`);
  };

  return {
    async wasGiven(key, since) {
      const known = recent.get(key);
      if (known !== undefined && known >= since) return true;
      if (queries === undefined) return false;
      return (await queries.find(FIND, [key, since.toISOString()])).length > 0;
    },

    async saveAdvice({ key, card, service, rule, at }) {
      recent.delete(key);
      recent.set(key, at);
      if (recent.size > RECENT) recent.delete(recent.keys().next().value!);
      if (queries === undefined) return;
      await queries.save(SAVE, [key, card, service, rule, at.toISOString()]);
      await clean(queries.save);
    },

    async saveFeedback(feedback) {
      if (queries === undefined) return;
      for (const { id, card, service, outcome, accepted, reason, commented, at } of feedback) {
        const values = [id, card, service, outcome, accepted, reason?.system ?? null, reason?.code ?? null, commented];
        await queries.save(FEEDBACK, [...values, at.toISOString()]);
      }
    },
  };
}
