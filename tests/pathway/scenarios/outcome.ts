/** What a scenario expects, and what came, in the same words. */
import type { Evaluated } from './evaluate.ts';
import type { Expectation } from './scenario.ts';

export function outcomeOf({ application }: Evaluated): Expectation {
  const { row, merged, proposal } = application;
  return {
    row,
    ...(merged.length === 0 ? {} : { merged }),
    ...(proposal === undefined
      ? {}
      : {
          card: {
            indicator: proposal.indicator,
            summary: proposal.summary,
            suggestions: proposal.suggestions.map(({ id, actions, recommended }) => {
              const done = actions.map((action) =>
                action.kind === 'create' ? `create ${action.resource.resourceType}` : action.kind,
              );
              return `${done.join(' and ')} ${id}${recommended ? ' *' : ''}`;
            }),
          },
        }),
  };
}
