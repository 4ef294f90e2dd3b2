/**
 * Batch and transaction Bundles (FHIR R4 http.html 3.1.0.11). In a transaction, ids are given first, then every
 * reference to an entry's fullUrl, and every conditional reference, is rewritten, then the entries run in the order
 * DELETE, POST, PUT, GET; one failure undoes all. In a batch each entry stands alone.
 */
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { z } from 'zod';
import { FhirFailure, outcome } from './failure.ts';
import { conditionOf, type FhirContext, type FhirRequest, type FhirResponse, interact, onlyMatch } from './interactions.ts';
import { isJsonObject, requireBoundedDepth } from './resource-json.ts';

const MAX_ENTRIES = 5000;
const ORDER = ['DELETE', 'POST', 'PUT', 'GET'] as const;
const PLACEHOLDER = /^urn:(uuid|oid):/;

const entrySchema = z.object({
  fullUrl: z.string().max(2000).optional(),
  resource: z.record(z.string(), z.unknown()).optional(),
  request: z.object({
    method: z.enum(ORDER),
    url: z.string().min(1).max(8000),
    ifMatch: z.string().max(200).optional(),
    ifNoneExist: z.string().max(8000).optional(),
  }),
});
const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.enum(['batch', 'transaction']),
  entry: z.array(z.unknown()).max(MAX_ENTRIES).default([]),
});
type Entry = z.infer<typeof entrySchema>;

/** Answers a Bundle that was posted to the server's base; 400 names the entry at fault. */
export function processBundle(context: FhirContext, body: unknown): Bundle {
  requireBoundedDepth(body);
  const bundle = bundleSchema.safeParse(body);
  if (!bundle.success) throw schemaFailure('Bundle', bundle.error);
  const { type, entry } = bundle.data;
  return {
    resourceType: 'Bundle',
    type: `${type}-response`,
    entry: type === 'batch' ? batch(context, entry) : transaction(context, entry),
  };
}

function batch(context: FhirContext, entries: readonly unknown[]): BundleEntry[] {
  return entries.map((entry, index) => {
    try {
      return responseEntry(context, interact(context, requestOf(context, parseEntry(entry, index))));
    } catch (error) {
      if (!(error instanceof FhirFailure)) throw error;
      return { response: { status: String(error.status), outcome: outcome('error', error.code, error.message) } };
    }
  });
}

function transaction(context: FhirContext, rawEntries: readonly unknown[]): BundleEntry[] {
  const entries = rawEntries.map(parseEntry);
  return context.store.transaction(() => {
    const requests = entries.map((entry, index) => inEntry(index, () => withTarget(context, requestOf(context, entry))));
    requireDistinctTargets(requests);
    const targets = new Map<string, string>();
    for (const [index, { fullUrl }] of entries.entries()) {
      const id = requests[index]!.newId ?? requests[index]!.id;
      if (fullUrl !== undefined && id !== undefined) targets.set(fullUrl, `${requests[index]!.type}/${id}`);
    }
    const responses: BundleEntry[] = [];
    for (const method of ORDER)
      for (const [index, request] of requests.entries())
        if (request.method === method)
          responses[index] = inEntry(index, () => {
            const body = request.body === undefined ? {} : { body: resolveReferences(context, request.body, targets) };
            return responseEntry(context, interact(context, { ...request, ...body }));
          });
    return responses;
  });
}

/** Gives a resource that the entry will create, or that its criteria find, its id before anything is stored. */
function withTarget(context: FhirContext, request: FhirRequest): FhirRequest {
  if (request.method === 'POST') {
    const { ifNoneExist, ...unconditional } = request;
    const existing = ifNoneExist === undefined ? undefined : onlyMatch(context, request.type, conditionOf(ifNoneExist));
    return existing === undefined ? { ...unconditional, newId: context.store.newId() } : { ...request, newId: existing.id };
  }
  if (request.method !== 'PUT' || request.id !== undefined || request.query.length === 0) return request;
  const own = isJsonObject(request.body) && typeof request.body.id === 'string' ? request.body.id : undefined;
  return { ...request, newId: onlyMatch(context, request.type, request.query)?.id ?? own ?? context.store.newId() };
}

function requireDistinctTargets(requests: readonly FhirRequest[]): void {
  const written = requests.filter((request) => request.method === 'PUT' || request.method === 'DELETE');
  const targets = written.map((request) => `${request.type}/${request.id ?? request.newId}`);
  if (new Set(targets).size < targets.length)
    throw new FhirFailure(400, 'duplicate', 'A transaction must not write the same resource twice');
}

/** A copy with `reference`, `valueUri` and `valueUrl` elements that name an entry or criteria made literal. */
function resolveReferences(context: FhirContext, value: unknown, targets: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveReferences(context, item, targets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const isLink = name === 'reference' || name === 'valueUri' || name === 'valueUrl';
      if (!isLink || typeof child !== 'string') return [name, resolveReferences(context, child, targets)];
      return [name, targets.get(child) ?? (name === 'reference' ? literalReference(context, child) : child)];
    }),
  );
}

function literalReference(context: FhirContext, reference: string): string {
  if (PLACEHOLDER.test(reference)) throw new FhirFailure(400, 'not-found', 'A reference names no entry of this transaction');
  const criteria = /^([A-Za-z]+)\?(.+)$/.exec(reference);
  if (criteria === null) return reference;
  const target = onlyMatch(context, criteria[1]!, conditionOf(criteria[2]!));
  if (target === undefined) throw new FhirFailure(412, 'not-found', 'A conditional reference selects no resource');
  return `${target.resourceType}/${target.id}`;
}

function parseEntry(entry: unknown, index: number): Entry {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) throw schemaFailure(`Bundle.entry[${index}]`, parsed.error);
  return parsed.data;
}

function requestOf(context: FhirContext, { request, resource }: Entry): FhirRequest {
  const { method, ifMatch, ifNoneExist } = request;
  const url = request.url.startsWith(`${context.base}/`) ? request.url.slice(context.base.length + 1) : request.url;
  const [path, query = ''] = url.replace(/^\//, '').split('?', 2);
  const [type = '', id, extra] = path!.split('/');
  if (extra !== undefined || (method === 'POST' && id !== undefined))
    throw new FhirFailure(400, 'invalid', 'request.url is not an address that this method takes');
  return {
    method,
    type,
    query: [...new URLSearchParams(query)],
    ...(id === undefined ? {} : { id }),
    ...(resource === undefined ? {} : { body: resource }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneExist === undefined ? {} : { ifNoneExist }),
  };
}

function responseEntry(context: FhirContext, { status, resource }: FhirResponse): BundleEntry {
  if (resource === undefined) return { response: { status: String(status) } };
  // Stored JSON of a known resource type; its elements were never checked, which no reader here relies on.
  const body = resource as unknown as FhirResource;
  if (resource.resourceType === 'Bundle') return { resource: body, response: { status: String(status) } };
  const { versionId = '', lastUpdated = '' } = resource.meta ?? {};
  const address = `${context.base}/${resource.resourceType}/${resource.id}`;
  return {
    fullUrl: address,
    resource: body,
    response: {
      status: status === 201 ? '201 Created' : String(status),
      location: `${address}/_history/${versionId}`,
      etag: `W/"${versionId}"`,
      lastModified: lastUpdated,
    },
  };
}

function inEntry<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FhirFailure)) throw error;
    throw new FhirFailure(error.status, error.code, `Bundle.entry[${index}]: ${error.message}`, { cause: error });
  }
}

function schemaFailure(where: string, error: z.ZodError): FhirFailure {
  const issue = error.issues[0];
  const at = [where, ...(issue?.path ?? [])].join('.');
  return new FhirFailure(400, 'structure', `${at}: ${issue?.message ?? 'not as expected'}`);
}
