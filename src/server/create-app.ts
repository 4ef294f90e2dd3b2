/** The HTTP shell: request ids, security headers, routes, the static app, and one place where errors become answers. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import type { Describe, ShowFeatureMap } from '../assessment/index.ts';
import { ERROR_TABLE, type Log, ServiceError } from '../core/index.ts';
import { type CdsRouteParts, cdsRoutes } from './cds-routes.ts';
import { detailsRoute } from './details-route.ts';
import { type Drawing, drawingRoutes } from './drawing-routes.ts';
import { featureMapRoute } from './feature-map-route.ts';
import { asServiceError, operationOutcome } from './operation-outcome.ts';

export interface AppParts extends CdsRouteParts {
  readonly describe: Describe;
  readonly showFeatureMap: ShowFeatureMap['show'];
  /** Left out where outlines may not be written. */
  readonly drawing?: Drawing;
  /** Folder of the built SMART app. */
  readonly appFolder: string;
  /** The model card, markdown. */
  readonly modelCard: string;
  /** Said beside the status at /healthz, e.g. which model answers. */
  readonly health?: Readonly<Record<string, unknown>>;
  /**
   * Host names that requests may be addressed to; any where absent. A service that asks no one for credentials must
   * name its own, or a web page could reach it through a name that it makes resolve to this machine (DNS rebinding).
   */
  readonly hosts?: readonly string[];
  /** Embedded servers and demonstration EHR, mounted at `/`. */
  readonly sandbox?: express.Router;
}

/** The app talks to this service and to the FHIR servers of its launches, and loads nothing from elsewhere. */
function contentSecurityPolicy(fhirServers: readonly string[]): string {
  const origins = [...new Set(fhirServers.map((server) => new URL(server).origin))];
  return [
    "default-src 'self'",
    `connect-src ${["'self'", ...origins].join(' ')}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

export function createApp(parts: AppParts): express.Express {
  const app = express();
  const policy = contentSecurityPolicy(parts.fhirServers);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use((_request, response, next) => {
    response.locals.requestId = randomUUID();
    response.set({
      'x-request-id': response.locals.requestId as string,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': policy,
    });
    next();
  });

  if (parts.hosts !== undefined) app.use(onlyHosts(new Set(parts.hosts)));

  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', ...parts.health });
  });
  app.get('/model-card', (_request, response) => {
    response.type('text/markdown').send(parts.modelCard);
  });
  app.use(cdsRoutes(parts));
  const [service] = parts.services;
  if (service !== undefined) {
    const { describe, drawing, fhirServers, showFeatureMap } = parts;
    app.use(detailsRoute({ describe, canDraw: drawing !== undefined, service, fhirServers }));
    app.use(featureMapRoute(showFeatureMap, { service, fhirServers }));
    if (drawing !== undefined) app.use(drawingRoutes(drawing, { service, fhirServers }));
  }
  // Built asset names carry a hash of their content; pages do not.
  app.use('/app/assets', express.static(`${parts.appFolder}/assets`, { immutable: true, maxAge: '1y', acceptRanges: false }));
  app.use('/app', express.static(parts.appFolder, { index: 'index.html', acceptRanges: false }));
  if (parts.sandbox !== undefined) app.use(parts.sandbox);

  app.use(() => {
    throw new ServiceError('not-found', 'There is nothing at this path.');
  });
  app.use(errorAnswer(parts.log));
  return app;
}

function onlyHosts(hosts: ReadonlySet<string>): express.RequestHandler {
  return (request, _response, next) => {
    if (!hosts.has(request.hostname)) {
      throw new ServiceError('address-not-allowed', 'The Host header names no address of this service.', { field: 'host' });
    }
    next();
  };
}

function errorAnswer(log: Log): express.ErrorRequestHandler {
  return (thrown, _request, response, next) => {
    const error = asServiceError(thrown);
    log(error.status >= 500 ? 'error' : 'info', 'request-refused', {
      requestId: response.locals.requestId as string,
      code: error.code,
      status: error.status,
      ...(error.cause instanceof Error ? { error: error.cause.name } : {}),
    });
    if (response.headersSent) {
      next(thrown);
      return;
    }
    response.status(error.status);
    if (ERROR_TABLE[error.code].retry) response.set('retry-after', '1');
    // Best practice of the standard: a 401 says nothing.
    if (error.code === 'unauthorized') response.end();
    else response.type('application/fhir+json').send(JSON.stringify(operationOutcome(error)));
  };
}
