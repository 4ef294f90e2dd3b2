/**
 * Resources by id, then by content, each content once, so that neither a server's order nor a resource sent twice changes
 * a fact. Two contents under one id both stay: which of them is true cannot be told from here.
 */
import { text } from './elements.ts';

export function inFixedOrder(resources: readonly unknown[]): readonly unknown[] {
  return [...byId(resources)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flatMap(([, versions]) => versions);
}

/** Different contents by id, each list in an order of its own; those without an id are under ''. */
export function byId(resources: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const resource of resources) {
    const id = text(resource, 'id') ?? '';
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [resource]);
    else group.push(resource);
  }
  return new Map([...groups].map(([id, group]) => [id, group.length === 1 ? group : distinct(group)]));
}

function distinct(resources: readonly unknown[]): readonly unknown[] {
  const contents = new Map(resources.map((resource) => [contentOf(resource), resource]));
  return [...contents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
}

/** JSON with names in one order and without `meta`, which differs between servers and deliveries. */
function contentOf(resource: unknown): string {
  return (
    JSON.stringify(resource, (name, value: unknown) => {
      if (name === 'meta') return undefined;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}
