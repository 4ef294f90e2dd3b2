/**
 * HTTP of the sandbox's authorization server: authorize, token, introspection (RFC 7662), keys, the launch of the
 * demonstration EHR, and the discovery documents. Nothing here is logged; answers with tokens are never cached.
 */
import express, { type ErrorRequestHandler, type Request, type Router } from 'express';
import { z } from 'zod';
import type { AuthorizationServer } from './authorization-server.ts';
import { OAuthFailure } from './authorization-server.ts';

const FORM = 'application/x-www-form-urlencoded';

export function smartRouter(server: AuthorizationServer, issuer: () => string): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store').set('Pragma', 'no-cache');
    next();
  });
  router.get('/.well-known/openid-configuration', (_request, response) => {
    response.json(openidConfiguration(issuer()));
  });
  router.get('/jwks', (_request, response) => {
    response.json(server.tokens.jwks);
  });
  router.get('/authorize', (request, response) => {
    response.redirect(302, server.authorize(request.query));
  });
  // Only JSON: a form on a foreign page could be posted here without the browser asking first.
  router.post('/launch', express.json({ type: 'application/json', limit: '16kb' }), (request, response) => {
    response.status(201).json({ launch: server.createLaunch(request.body) });
  });
  router.use(express.urlencoded({ type: FORM, limit: '32kb', extended: false, parameterLimit: 50 }));
  router.post('/authorize', (request, response) => {
    response.redirect(302, server.authorize(request.body));
  });
  router.post('/token', async (request, response) => {
    response.json(await server.exchange(request.body));
  });
  router.post('/introspect', async (request, response) => {
    if (!(await mayIntrospect(server, request))) throw new OAuthFailure('access_denied', 'Introspection needs an access token');
    const { token } = z.object({ token: z.string().max(8000).default('') }).parse(request.body ?? {});
    const verified = await server.tokens.verify(token);
    if (verified === undefined) {
      response.json({ active: false });
      return;
    }
    const { clientId, scope, user, patient, expiresAt } = verified;
    response.json({
      active: true,
      iss: issuer(),
      client_id: clientId,
      scope,
      sub: user,
      exp: expiresAt,
      ...(patient === undefined ? {} : { patient }),
    });
  });
  router.use(renderFailure);
  return router;
}

/** This machine itself, or whoever holds a good access token. */
async function mayIntrospect(server: AuthorizationServer, request: Request): Promise<boolean> {
  if (/^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')) return true;
  const bearer = /^Bearer ([^\s]{1,8000})$/i.exec(request.get('authorization') ?? '')?.[1];
  return bearer !== undefined && (await server.tokens.verify(bearer)) !== undefined;
}

/** SMART App Launch 2.x "conformance": what .well-known/smart-configuration under the FHIR server says. */
export function smartConfiguration(issuer: string): Readonly<Record<string, unknown>> {
  return {
    ...openidConfiguration(issuer),
    introspection_endpoint: `${issuer}/introspect`,
    capabilities: [
      'launch-ehr',
      'authorize-post',
      'client-public',
      'sso-openid-connect',
      'context-banner',
      'context-ehr-patient',
      'context-ehr-encounter',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
  };
}

function openidConfiguration(issuer: string): Readonly<Record<string, unknown>> {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: ['authorization_code'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['launch', 'openid', 'fhirUser', 'patient/*.cruds', 'user/*.cruds'],
  };
}

const renderFailure: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof OAuthFailure) {
    if (error.redirect !== undefined) return response.redirect(302, error.redirect);
    return response
      .status(error.error === 'access_denied' ? 401 : 400)
      .json({ error: error.error, error_description: error.message });
  }
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (error instanceof z.ZodError || (status >= 400 && status < 500))
    return response.status(400).json({ error: 'invalid_request', error_description: 'The request is not as required' });
  return response.status(500).json({ error: 'server_error' });
};
