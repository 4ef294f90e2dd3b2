/** CDS Hooks 2.0 "Feedback". A service without the endpoint (404) or a failed report never disturbs the clinician. */
import type { Card } from '../../../src/cds-hooks/index.ts';

export type Outcome =
  | { readonly kind: 'accepted'; readonly suggestionIds: readonly string[] }
  | { readonly kind: 'overridden'; readonly reason: NonNullable<Card['overrideReasons']>[number] | undefined };

export async function sendFeedback(serviceId: string, card: Card, outcome: Outcome): Promise<void> {
  const report =
    outcome.kind === 'accepted'
      ? { acceptedSuggestions: outcome.suggestionIds.map((id) => ({ id })) }
      : outcome.reason === undefined
        ? {}
        : { overrideReason: { reason: outcome.reason } };
  const feedback = [{ card: card.uuid, outcome: outcome.kind, ...report, outcomeTimestamp: new Date().toISOString() }];
  await fetch(`/cds-services/${encodeURIComponent(serviceId)}/feedback`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ feedback }),
  }).catch(() => undefined);
}
