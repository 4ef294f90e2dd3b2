/** The wire format of CDS Hooks 2.0: requests, cards, feedback, dialects of EHRs. Pure. */
export { cards } from './cards.ts';
export { type Dialect, dialectSchema } from './dialect.ts';
export { type FeedbackEntry, parseFeedback } from './feedback.ts';
export { fillPrefetchTokens, type TokenContext } from './prefetch-tokens.ts';
export {
  type Action,
  type Card,
  type Discovery,
  fhirId,
  HOOKS,
  type HookRequest,
  type HookResponse,
  type Link,
  parseHookRequest,
  type Service,
  type Suggestion,
} from './wire.ts';
