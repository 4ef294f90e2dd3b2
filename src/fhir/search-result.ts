/**
 * One prefetch value or search answer, in the three states that CDS Hooks tells apart (2.0, prefetch): resources,
 * an empty answer, or a failure (OperationOutcome, wrong shape). Bundles without a type are accepted.
 */
import { parseResource, type ReadResource } from './schemas.ts';

export type SearchResult =
  | { readonly kind: 'found'; readonly resources: readonly ReadResource[]; readonly unreadable: number; readonly next?: string }
  | { readonly kind: 'failed' };

/** Entries of one answer beyond which it is cut off. */
export const MAX_ENTRIES = 20_000;

interface Entry {
  readonly resource?: unknown;
  readonly search?: { readonly mode?: unknown };
}

export function readSearchResult(json: unknown): SearchResult {
  if (json === null) return { kind: 'found', resources: [], unreadable: 0 };
  if (typeof json !== 'object') return { kind: 'failed' };
  const value = json as { resourceType?: unknown; entry?: unknown; link?: unknown };
  if (value.resourceType === 'OperationOutcome') return { kind: 'failed' };
  if (value.resourceType !== 'Bundle') {
    const resource = parseResource(json);
    return resource === undefined ? { kind: 'failed' } : { kind: 'found', resources: [resource], unreadable: 0 };
  }
  const entries = value.entry ?? [];
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) return { kind: 'failed' };
  const resources: ReadResource[] = [];
  let unreadable = 0;
  for (const entry of entries as readonly (Entry | null)[]) {
    if (isOutcome(entry)) continue;
    const resource = parseResource(entry?.resource);
    if (resource === undefined) unreadable += 1;
    else resources.push(resource);
  }
  const next = nextLink(value.link);
  return next === undefined ? { kind: 'found', resources, unreadable } : { kind: 'found', resources, unreadable, next };
}

/** Epic adds an OperationOutcome entry to an empty search: information, not a result. */
function isOutcome(entry: Entry | null): boolean {
  const type = (entry?.resource as { resourceType?: unknown } | undefined)?.resourceType;
  return entry?.search?.mode === 'outcome' || type === 'OperationOutcome';
}

function nextLink(link: unknown): string | undefined {
  if (!Array.isArray(link)) return undefined;
  const next = link.find((item: { relation?: unknown } | null) => item?.relation === 'next') as { url?: unknown } | undefined;
  return typeof next?.url === 'string' ? next.url : undefined;
}
