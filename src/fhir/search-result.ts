/**
 * One prefetch value or search answer, in the three states that CDS Hooks tells apart (2.0, prefetch): resources,
 * an empty answer, or a failure (OperationOutcome, wrong shape). Bundles without a type are accepted.
 */
import { parseResource, type ReadResource } from './schemas.ts';

export interface FoundResources {
  readonly kind: 'found';
  readonly resources: readonly ReadResource[];
  /** Entries that are no readable resource. */
  readonly unreadable: number;
  /** Entries that answer the search itself, included resources left out. */
  readonly matches: number;
  /** Matches that the server says there are. */
  readonly total?: number;
  /** Address of the next page. */
  readonly next?: string;
}

export type SearchResult = FoundResources | { readonly kind: 'failed' };

/** False where something that the search should have given is not among the resources. */
export function isComplete({ unreadable, matches, total, next }: FoundResources): boolean {
  return unreadable === 0 && next === undefined && (total === undefined || matches >= total);
}

/** Two pages of one search. */
export function joinPages(first: FoundResources, second: FoundResources): FoundResources {
  const total = first.total ?? second.total;
  return {
    kind: 'found',
    resources: [...first.resources, ...second.resources],
    unreadable: first.unreadable + second.unreadable,
    matches: first.matches + second.matches,
    ...(total === undefined ? {} : { total }),
    ...(second.next === undefined ? {} : { next: second.next }),
  };
}

/** Entries of one answer beyond which it is refused. */
export const MAX_ENTRIES = 20_000;

interface Entry {
  readonly resource?: unknown;
  readonly search?: { readonly mode?: unknown };
}

export function readSearchResult(json: unknown): SearchResult {
  if (json === null) return { kind: 'found', resources: [], unreadable: 0, matches: 0 };
  if (typeof json !== 'object') return { kind: 'failed' };
  if (Array.isArray(json)) return readBareArray(json);
  const value = json as { resourceType?: unknown; entry?: unknown; link?: unknown; total?: unknown };
  if (value.resourceType !== 'Bundle') {
    const parsed = parseResource(json);
    if (parsed.kind !== 'resource') return { kind: 'failed' };
    return { kind: 'found', resources: [parsed.resource], unreadable: 0, matches: 1 };
  }
  const entries = value.entry ?? [];
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) return { kind: 'failed' };
  return readEntries(entries, value.total, nextLink(value.link));
}

/** Some exports are an array of resources where a Bundle belongs. An array of anything else is no answer. */
function readBareArray(resources: readonly unknown[]): SearchResult {
  const isResource = (item: unknown): boolean => typeof (item as { resourceType?: unknown } | null)?.resourceType === 'string';
  if (resources.length === 0 || resources.length > MAX_ENTRIES || !resources.every(isResource)) return { kind: 'failed' };
  return readEntries(
    resources.map((resource) => ({ resource })),
    undefined,
    undefined,
  );
}

function readEntries(entries: readonly (Entry | null)[], total: unknown, next: string | undefined): SearchResult {
  const resources: ReadResource[] = [];
  let matches = 0;
  let unreadable = 0;
  for (const entry of entries) {
    if (isOutcome(entry)) continue;
    if (entry?.search?.mode !== 'include') matches += 1;
    const parsed = parseResource(entry?.resource);
    if (parsed.kind === 'resource') resources.push(parsed.resource);
    else if (parsed.kind === 'unreadable') unreadable += 1;
  }
  return {
    kind: 'found',
    resources,
    unreadable,
    matches,
    ...(typeof total === 'number' ? { total } : {}),
    ...(next === undefined ? {} : { next }),
  };
}

/** Epic adds an OperationOutcome entry to an empty search: information, not a result. */
function isOutcome(entry: Entry | null): boolean {
  const type = (entry?.resource as { resourceType?: unknown } | null | undefined)?.resourceType;
  return entry?.search?.mode === 'outcome' || type === 'OperationOutcome';
}

function nextLink(link: unknown): string | undefined {
  if (!Array.isArray(link)) return undefined;
  const next = link.find((item: { relation?: unknown } | null) => item?.relation === 'next') as { url?: unknown } | undefined;
  return typeof next?.url === 'string' ? next.url : undefined;
}
