/** Feedback on cards into the store: counted by rule, without comments, the same entry once however often it is sent. */
import type { FeedbackEntry } from '../cds-hooks/index.ts';
import { fingerprint } from '../core/index.ts';
import type { AdviceLog } from '../store/index.ts';

/** Rejects with StoreError where the feedback could not be kept: the client may send it again. */
export type SaveFeedback = (service: string, entries: readonly FeedbackEntry[]) => Promise<void>;

export function createSaveFeedback(advice: AdviceLog): SaveFeedback {
  return (service, entries) =>
    advice.saveFeedback(
      entries.map(({ card, outcome, acceptedSuggestions, reason, commented, at }) => ({
        id: fingerprint([service, card, outcome, acceptedSuggestions, reason, commented, at]),
        card,
        service,
        outcome,
        accepted: acceptedSuggestions.length,
        ...(reason === undefined ? {} : { reason }),
        commented,
        at,
      })),
    );
}
