/** A service's prefetch templates as queries for one call; a template whose token has no value is not asked. */
import type { HookService } from '../assessment/index.ts';
import { fillPrefetchTokens, type TokenContext } from '../cds-hooks/index.ts';

export function serviceQueries(service: HookService, context: TokenContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.prefetch).flatMap(([key, template]) => {
      const query = fillPrefetchTokens(template, context);
      return query === undefined ? [] : [[key, query]];
    }),
  );
}
