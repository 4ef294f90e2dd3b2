/**
 * Feedback on cards (CDS Hooks 2.0, "Feedback"): batches, repeats and Epic's `overrideReasons` for `overrideReason` are
 * taken. A comment may name the patient: it is read as "there was one" and goes no further.
 */
import { z } from 'zod';

const MAX_ENTRIES = 1000;
const shortText = z.string().max(255);
const reason = z
  .looseObject({
    reason: z.looseObject({ system: shortText.nullish(), code: shortText.nullish() }).nullish(),
    userComment: z.string().max(100_000).nullish(),
  })
  .nullish();

const entrySchema = z
  .looseObject({
    card: z.guid(),
    outcome: z.enum(['accepted', 'overridden']),
    acceptedSuggestions: z
      .array(z.looseObject({ id: shortText }))
      .max(100)
      .nullish(),
    overrideReason: reason,
    /** Epic's name for it. */
    overrideReasons: reason,
    outcomeTimestamp: z.iso.datetime({ offset: true }),
  })
  .refine(({ outcome, acceptedSuggestions }) => outcome !== 'accepted' || (acceptedSuggestions?.length ?? 0) > 0, {
    path: ['acceptedSuggestions'],
    message: 'required where outcome is accepted',
  });
const feedbackSchema = z.looseObject({ feedback: z.array(entrySchema).min(1).max(MAX_ENTRIES) });

export interface FeedbackEntry {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly acceptedSuggestions: readonly string[];
  readonly reason?: { readonly system: string; readonly code: string };
  readonly commented: boolean;
  readonly at: Date;
}

export type ParsedFeedback =
  | { readonly kind: 'feedback'; readonly entries: readonly FeedbackEntry[] }
  | { readonly kind: 'malformed'; readonly field: string; readonly message: string };

/** Codes are identifiers; anything longer or with spaces is words, and could be about the patient. */
const CODE = /^[A-Za-z0-9._:/-]{1,100}$/;

/** Names fields and expectations, never the values sent. */
export function parseFeedback(body: unknown): ParsedFeedback {
  const parsed = feedbackSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'malformed', field: issue?.path.map(String).join('.') || 'body', message: issue?.message ?? 'not readable' };
  }
  return {
    kind: 'feedback',
    entries: parsed.data.feedback.map((entry) => {
      const override = entry.overrideReason ?? entry.overrideReasons;
      const { system, code } = override?.reason ?? {};
      const isCoded = CODE.test(code ?? '') && (CODE.test(system ?? '') || !system);
      return {
        card: entry.card.toLowerCase(),
        outcome: entry.outcome,
        acceptedSuggestions: (entry.acceptedSuggestions ?? []).map(({ id }) => id),
        ...(code && isCoded ? { reason: { system: system ?? '', code } } : {}),
        commented: (override?.userComment ?? '').trim() !== '',
        at: new Date(entry.outcomeTimestamp),
      };
    }),
  };
}
