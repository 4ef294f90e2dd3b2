/**
 * HTTP of the embedded FHIR server (FHIR R4 http.html): addresses, media types, headers and bearer tokens around
 * `interact`. Every failure, also of the body parser, is answered as an OperationOutcome without a stack.
 */
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { CapabilityStatement, OperationOutcome } from 'fhir/r4.js';
import { type Access, type AccessClaims, accessOf, OPEN_ACCESS } from './access.ts';
import { processBundle } from './bundles.ts';
import { capabilityStatement, type OAuthAddresses } from './capability-statement.ts';
import { FhirFailure, outcome } from './failure.ts';
import type { FhirStore } from './fhir-store.ts';
import { type FhirContext, type FhirRequest, type FhirResponse, interact } from './interactions.ts';

export interface FhirServer {
  readonly store: FhirStore;
  /** Absolute address that the router is mounted at, without a trailing slash. */
  readonly base: () => string;
  readonly oauth?: () => OAuthAddresses;
  /** What the token permits; undefined where it is invalid or expired. */
  readonly verifyToken?: (token: string) => Promise<AccessClaims | undefined>;
  /** Refuse requests without a token. */
  readonly requireToken?: boolean;
  readonly startedAt: Date;
}

const JSON_TYPES = ['application/fhir+json', 'application/json'];
const FORM = 'application/x-www-form-urlencoded';
const BODY_LIMIT = '10mb';

export function fhirRouter(server: FhirServer): Router {
  const router = express.Router();
  router.get('/metadata', (_request, response) => {
    send(response, 200, capabilityStatement(server.base(), server.startedAt, server.oauth?.()));
  });
  router.use(requireJsonAnswer);
  router.use(express.json({ type: JSON_TYPES, limit: BODY_LIMIT, strict: true }));
  router.use(express.urlencoded({ type: FORM, limit: '100kb', extended: false, parameterLimit: 200 }));
  router.use(async (request, response) => {
    const context: FhirContext = { store: server.store, base: server.base(), access: await accessFor(server, request) };
    const segments = request.path.split('/').filter((segment) => segment !== '');
    if (segments.length === 0) {
      if (request.method !== 'POST') throw new FhirFailure(405, 'not-supported', 'Only a batch or transaction is posted here');
      requireBody(request);
      send(response, 200, processBundle(context, request.body));
      return;
    }
    answer(context.base, request, response, interact(context, fhirRequest(request, segments)));
  });
  router.use(renderFailure);
  return router;
}

async function accessFor(server: FhirServer, request: Request): Promise<Access> {
  const header = request.get('authorization');
  if (header === undefined) {
    if (server.requireToken) throw new FhirFailure(401, 'login', 'An access token is required');
    return OPEN_ACCESS;
  }
  const token = /^Bearer ([^\s]{1,8000})$/i.exec(header)?.[1];
  const claims = token === undefined ? undefined : await server.verifyToken?.(token);
  if (claims === undefined) throw new FhirFailure(401, 'login', 'The access token is invalid or has expired');
  return accessOf(claims, server.base());
}

function fhirRequest(request: Request, segments: readonly string[]): FhirRequest {
  const [type = '', id, history, version, extra] = segments.map(decoded);
  const query = [...new URL(request.originalUrl, 'http://local').searchParams];
  const handling = /handling=strict/.test(request.get('prefer') ?? '') ? 'strict' : 'lenient';
  const isHistory = history === '_history' && version !== undefined && extra === undefined;
  if (history !== undefined && !(isHistory && request.method === 'GET'))
    throw new FhirFailure(404, 'not-supported', 'This address is not served; see /metadata');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'POST' && id === '_search') {
    if (!request.is(FORM)) throw new FhirFailure(415, 'not-supported', `_search takes ${FORM}`);
    const form = Object.entries((request.body ?? {}) as Record<string, string | string[]>);
    const posted = form.flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]));
    return { method: 'GET', type, query: [...query, ...posted], handling };
  }
  if (method === 'POST' || method === 'PUT') requireBody(request);
  else if (method !== 'GET' && method !== 'DELETE') throw new FhirFailure(405, 'not-supported', 'This method is not supported');
  if (method === 'POST' && id !== undefined) throw new FhirFailure(405, 'not-supported', 'Resources are posted to their type');
  const ifMatch = request.get('if-match');
  const ifNoneExist = request.get('if-none-exist');
  return {
    method,
    type,
    query,
    handling,
    ...(id === undefined ? {} : { id }),
    ...(method === 'POST' || method === 'PUT' ? { body: request.body } : {}),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneExist === undefined ? {} : { ifNoneExist }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw new FhirFailure(400, 'invalid', 'The address is not correctly encoded', { cause: error });
  }
}

function requireBody(request: Request): void {
  if (request.body === undefined) throw new FhirFailure(415, 'not-supported', `Send ${JSON_TYPES.join(' or ')}`);
}

function requireJsonAnswer(request: Request, _response: Response, next: () => void): void {
  const format = request.query._format;
  const wanted = typeof format === 'string' ? /json/.test(format) : request.accepts([...JSON_TYPES, 'text/json']) !== false;
  if (!wanted) throw new FhirFailure(406, 'not-supported', 'This server answers in application/fhir+json only');
  next();
}

/** One resource with its version headers, a searchset, or nothing. */
function answer(base: string, request: Request, response: Response, { status, resource }: FhirResponse): void {
  if (resource === undefined) {
    response.status(status).end();
    return;
  }
  const { versionId, lastUpdated } = resource.meta ?? {};
  if (resource.resourceType !== 'Bundle' && versionId !== undefined && lastUpdated !== undefined) {
    const asked = /\/_history\/([^/]+)$/.exec(request.path)?.[1];
    if (asked !== undefined && asked !== versionId)
      throw new FhirFailure(404, 'not-found', 'Only the current version of a resource is kept');
    response.set('ETag', `W/"${versionId}"`).set('Last-Modified', new Date(lastUpdated).toUTCString());
    if (request.method === 'POST' || status === 201)
      response.set('Location', `${base}/${resource.resourceType}/${resource.id}/_history/${versionId}`);
    if (request.method === 'GET' && request.get('if-none-match') === `W/"${versionId}"`) {
      response.status(304).end();
      return;
    }
    if (request.method !== 'GET' && /return=minimal/.test(request.get('prefer') ?? '')) {
      response.status(status).end();
      return;
    }
  }
  send(response, status, resource);
}

function send(response: Response, status: number, resource: object | CapabilityStatement | OperationOutcome): void {
  response.status(status).type('application/fhir+json').send(JSON.stringify(resource));
}

const renderFailure: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const failure = asFailure(error);
  if (failure.status === 401) response.set('WWW-Authenticate', 'Bearer realm="sandbox"');
  send(response, failure.status, outcome('error', failure.code, failure.message));
};

/** body-parser's errors carry a status; their messages can quote the body, so they are not passed on. */
function asFailure(error: unknown): FhirFailure {
  if (error instanceof FhirFailure) return error;
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  if (status === 413) return new FhirFailure(413, 'too-long', `A body may have at most ${BODY_LIMIT}`);
  if (status === 415) return new FhirFailure(415, 'not-supported', 'This encoding or character set is not supported');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new FhirFailure(400, 'structure', 'The request is not readable as JSON');
  return new FhirFailure(500, 'exception', 'Internal failure');
}
