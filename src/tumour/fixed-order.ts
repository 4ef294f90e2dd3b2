/**
 * Resources by id, then by content, each content once, so that neither a server's order nor a resource sent twice changes
 * a fact. Two contents under one id both stay: which of them is true cannot be told from here.
 */
import { text } from './elements.ts';

export function inFixedOrder(resources: readonly unknown[]): readonly unknown[] {
  if (resources.length < 2) return resources;
  const ordered: unknown[] = [];
  forEachInOrder(resources, (resource) => ordered.push(resource));
  return ordered;
}

/**
 * Calls `visit` for each content once. `versions` are all contents under an id that has several; where the id is missing
 * there is nothing to contest.
 */
export function forEachInOrder(
  resources: readonly unknown[],
  visit: (resource: unknown, id: string, versions: readonly unknown[] | undefined) => void,
): void {
  const first = new Map<string, unknown>();
  const repeated = new Map<string, unknown[]>();
  for (const resource of resources) {
    const id = text(resource, 'id') ?? '';
    const others = repeated.get(id);
    if (others !== undefined) others.push(resource);
    else if (first.has(id)) repeated.set(id, [first.get(id), resource]);
    else first.set(id, resource);
  }
  for (const id of [...first.keys()].sort()) {
    const several = repeated.get(id);
    const contents = several === undefined ? undefined : distinct(several);
    if (contents === undefined || contents.length === 1) visit(first.get(id), id, undefined);
    else for (const content of contents) visit(content, id, id === '' ? undefined : contents);
  }
}

/** Different contents by id, each list in an order of its own; those without an id are under ''. */
export function byId(resources: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, unknown[]>();
  forEachInOrder(resources, (resource, id) => {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [resource]);
    else group.push(resource);
  });
  return groups;
}

function distinct(resources: readonly unknown[]): unknown[] {
  const contents = new Map(resources.map((resource) => [contentOf(resource), resource]));
  return [...contents.keys()].sort().map((content) => contents.get(content));
}

/** JSON with names in one order and without `meta`, which differs between servers and deliveries. */
function contentOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`;
  const names = Object.keys(value).filter((name) => name !== 'meta');
  const entries = value as Readonly<Record<string, unknown>>;
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${contentOf(entries[name])}`)
    .join()}}`;
}
