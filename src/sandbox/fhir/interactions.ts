/**
 * The RESTful interactions of FHIR R4 (http.html) on one store, without HTTP: create, read, update (also as create
 * and conditional), delete and search. Batch and transaction entries run through the same function as requests.
 */
import type { Bundle } from 'fhir/r4.js';
import type { Access } from './access.ts';
import { FhirFailure } from './failure.ts';
import type { FhirStore, StoredResource } from './fhir-store.ts';
import { isLegalId, parseResource, type ResourceJson } from './resource-json.ts';
import { matchesOf, type Query, search } from './search.ts';
import type { SearchScope } from './search-criteria.ts';
import { searchParameters } from './search-parameters.ts';

export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly type: string;
  readonly id?: string;
  readonly query: Query;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly ifNoneExist?: string;
  readonly handling?: 'strict' | 'lenient';
  /** Id that a transaction has already given to the resource it creates. */
  readonly newId?: string;
}

export interface FhirResponse {
  readonly status: 200 | 201 | 204;
  readonly resource?: StoredResource | Bundle;
}

export interface FhirContext {
  readonly store: FhirStore;
  /** This server's own address, without a trailing slash. */
  readonly base: string;
  readonly access: Access;
}

export function interact(context: FhirContext, request: FhirRequest): FhirResponse {
  const { type, id } = request;
  if (searchParameters(type) === undefined)
    throw new FhirFailure(404, 'not-supported', 'This server does not keep resources of this type; see /metadata');
  if (id !== undefined && !isLegalId(id)) throw new FhirFailure(404, 'not-found', `No such ${type}`);
  switch (request.method) {
    case 'GET':
      return id === undefined
        ? { status: 200, resource: searchType(context, request) }
        : { status: 200, resource: read(context, type, id) };
    case 'POST':
      return create(context, request);
    case 'PUT':
      return update(context, request);
    case 'DELETE':
      return remove(context, request);
  }
}

function searchScope({ store, base, access }: FhirContext): SearchScope {
  return { store, base, visible: (resource) => access.permits(resource.resourceType, 'r') && access.reaches(resource) };
}

function searchType(context: FhirContext, { type, query, handling }: FhirRequest): Bundle {
  require(context, type, 's');
  return search(searchScope(context), type, query, handling);
}

function read(context: FhirContext, type: string, id: string): StoredResource {
  require(context, type, 'r');
  const resource = context.store.read(type, id);
  // Out of reach looks like absent: an answer must not tell which resources other patients have.
  if (resource === undefined || !context.access.reaches(resource)) throw new FhirFailure(404, 'not-found', `No such ${type}`);
  return resource;
}

function create(context: FhirContext, request: FhirRequest): FhirResponse {
  const { type, ifNoneExist } = request;
  require(context, type, 'c');
  const resource = parseResource(request.body, type);
  if (ifNoneExist !== undefined) {
    const existing = onlyMatch(context, type, conditionOf(ifNoneExist));
    if (existing !== undefined) return { status: 200, resource: existing };
  }
  return { status: 201, resource: store(context, resource, request.newId ?? context.store.newId()) };
}

function update(context: FhirContext, request: FhirRequest): FhirResponse {
  const { type } = request;
  const resource = parseResource(request.body, type);
  const id = request.id ?? conditionalTarget(context, request, resource);
  if (request.id !== undefined && resource.id !== request.id)
    throw new FhirFailure(400, 'invalid', `${type}.id must be the id in the address`);
  const before = context.store.find(type, id);
  require(context, type, before === undefined ? 'c' : 'u');
  if (before !== undefined && !context.access.reaches(before))
    throw new FhirFailure(403, 'forbidden', `This ${type} is out of reach`);
  requireVersion(request, before);
  return { status: before === undefined ? 201 : 200, resource: store(context, resource, id) };
}

function conditionalTarget(context: FhirContext, { type, query, newId }: FhirRequest, resource: ResourceJson): string {
  if (query.length === 0) throw new FhirFailure(400, 'required', `PUT needs the id of a ${type} or search criteria`);
  const match = onlyMatch(context, type, query);
  if (match !== undefined && resource.id !== undefined && resource.id !== match.id)
    throw new FhirFailure(400, 'invalid', `${type}.id differs from the id of the resource that the criteria select`);
  return match?.id ?? resource.id ?? newId ?? context.store.newId();
}

function remove(context: FhirContext, request: FhirRequest): FhirResponse {
  const { type, id } = request;
  if (id === undefined) throw new FhirFailure(405, 'not-supported', 'Conditional delete is not supported');
  require(context, type, 'd');
  const before = context.store.find(type, id);
  if (before !== undefined && !context.access.reaches(before))
    throw new FhirFailure(403, 'forbidden', `This ${type} is out of reach`);
  requireVersion(request, before);
  context.store.delete(type, id);
  return { status: 204 };
}

function store(context: FhirContext, resource: ResourceJson, id: string): StoredResource {
  if (!context.access.reaches({ ...resource, id }))
    throw new FhirFailure(403, 'forbidden', `This access token may not write this ${resource.resourceType}`);
  return context.store.put(resource, id);
}

function require(context: FhirContext, type: string, action: 'c' | 'r' | 'u' | 'd' | 's'): void {
  if (!context.access.permits(type, action))
    throw new FhirFailure(403, 'forbidden', `The scopes of this access token do not cover ${type}.${action}`);
}

function requireVersion({ ifMatch }: FhirRequest, current: StoredResource | undefined): void {
  if (ifMatch === undefined) return;
  const wanted = /^(?:W\/)?"([^"]*)"$/.exec(ifMatch.trim())?.[1];
  if (wanted === undefined || wanted !== current?.meta.versionId)
    throw new FhirFailure(412, 'conflict', 'If-Match names another version than the current one');
}

export function conditionOf(text: string): Query {
  return [...new URLSearchParams(text.replace(/^[^?]*\?/, ''))];
}

export function onlyMatch(context: FhirContext, type: string, query: Query): StoredResource | undefined {
  const matches = matchesOf(searchScope(context), type, query);
  if (matches.length > 1) throw new FhirFailure(412, 'multiple-matches', `The criteria select more than one ${type}`);
  return matches[0];
}
