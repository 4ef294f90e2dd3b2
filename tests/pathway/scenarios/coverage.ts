/** Which rows, conditions and their parts a set of scenarios meets, and which conditions it has seen both ways. */
import type { ServiceContent } from '../../../src/pathway/index.ts';
import type { Evaluated } from './evaluate.ts';

export interface Coverage {
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly missingRows: readonly string[];
  /** Conditions of groups, rows and actions, and their parts, with the truths seen. */
  readonly conditions: ReadonlyMap<string, ReadonlySet<boolean>>;
  /** Seen one way only. */
  readonly oneWay: readonly string[];
}

export function coverageOf(content: ServiceContent, cases: readonly (Evaluated & { readonly id: string })[]): Coverage {
  const rows = new Map<string, string[]>(content.rows.map(({ id }) => [id, []]));
  const conditions = new Map<string, Set<boolean>>();
  for (const { id, application, facts, content: own } of cases) {
    for (const row of [application.row, ...application.merged]) if (row !== undefined) rows.get(row)?.push(id);
    for (const [place, truth] of own.explain(facts)) conditions.set(place, (conditions.get(place) ?? new Set()).add(truth));
  }
  return {
    rows,
    missingRows: [...rows].flatMap(([id, met]) => (met.length === 0 ? [id] : [])),
    conditions,
    oneWay: [...conditions].flatMap(([place, seen]) => (seen.size < 2 ? [`${place}: only ${[...seen].join()}`] : [])),
  };
}
