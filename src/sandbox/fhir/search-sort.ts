/** `_sort=-date,code` (FHIR R4 search.html 3.1.1.5.2): absent values come last in both directions, ties keep their order. */
import { elementRanges } from './date-range.ts';
import type { StoredResource } from './fhir-store.ts';
import { type SearchParameter, searchParameters } from './search-parameters.ts';
import { elementsOf, textsOf, tokensOf } from './search-values.ts';

export interface SortKey {
  readonly parameter: SearchParameter;
  readonly descending: boolean;
}

/** Undefined where the type has no such parameter. */
export function parseSortKey(type: string, text: string): SortKey | undefined {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const parameters = searchParameters(type);
  if (parameters === undefined || !Object.hasOwn(parameters, name)) return undefined;
  return { parameter: parameters[name]!, descending };
}

export function sorted(resources: readonly StoredResource[], keys: readonly SortKey[]): StoredResource[] {
  const rows = resources.map((resource) => ({ resource, values: keys.map((key) => sortValue(resource, key)) }));
  rows.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const order = compare(a.values[i], b.values[i], key.descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map((row) => row.resource);
}

function sortValue(resource: StoredResource, { parameter, descending }: SortKey): string | number | undefined {
  const elements = elementsOf(resource, parameter);
  if (parameter.type === 'date') {
    const starts = elements.flatMap(elementRanges).map((range) => (descending ? range.end : range.start));
    return starts.length === 0 ? undefined : descending ? Math.max(...starts) : Math.min(...starts);
  }
  const texts = elements.flatMap((element) => {
    if (parameter.type === 'token') return tokensOf(element).map((token) => token.code);
    if (parameter.type === 'reference') return textsOf((element as { reference?: unknown } | null)?.reference);
    return textsOf(element).map((text) => text.toLowerCase());
  });
  return texts.sort().at(descending ? -1 : 0);
}

function compare(a: string | number | undefined, b: string | number | undefined, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (a === b) return 0;
  return a < b === descending ? 1 : -1;
}
