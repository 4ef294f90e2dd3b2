export { type CardContext, cards } from './cards.ts';
export { type Dialect, dialectSchema, STANDARD } from './dialect.ts';
export { type FeedbackEntry, type ParsedFeedback, parseFeedback } from './feedback.ts';
export { fillPrefetchTokens, type TokenContext } from './prefetch-tokens.ts';
export {
  type Action,
  type Card,
  type CardSource,
  type Discovery,
  fhirId,
  HOOKS,
  type HookRequest,
  type HookResponse,
  type Link,
  type ParsedRequest,
  parseHookRequest,
  type Service,
  type Suggestion,
} from './wire.ts';
