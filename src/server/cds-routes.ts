/** The CDS Hooks endpoints: discovery and the services (CDS Hooks 2.0, "Discovery" and "Calling a CDS Service"). */
import { randomUUID } from 'node:crypto';
import express from 'express';
import type { Assess, HookService, RepeatedAdvice, SaveFeedback } from '../assessment/index.ts';
import { cards, type HookRequest, parseHookRequest } from '../cds-hooks/index.ts';
import { type DraftOrders, type Log, ServiceError } from '../core/index.ts';
import { createFhirClient, type FhirClient, NO_DRAFTS, readDraftOrders } from '../fhir/index.ts';
import { boundedJson, requireJson } from './bounded-json.ts';
import type { ClientAuth } from './client-auth.ts';
import type { CdsClient } from './config.ts';
import { feedbackRoute } from './feedback-route.ts';
import { serviceQueries } from './service-queries.ts';

export interface CdsRouteParts {
  readonly services: readonly HookService[];
  readonly assess: Assess;
  /** Absent: cards are repeated. */
  readonly repeats?: RepeatedAdvice;
  /** Absent: there is no feedback endpoint. */
  readonly saveFeedback?: SaveFeedback;
  readonly clientAuth: ClientAuth;
  readonly fhirServers: readonly string[];
  /** Address under which clients reach this service. */
  readonly publicUrl: string;
  readonly maxBodyBytes: number;
  readonly log: Log;
}

export function cdsRoutes(parts: CdsRouteParts): express.Router {
  const router = express.Router();
  const byId = new Map(parts.services.map((service) => [service.id, service]));

  const { saveFeedback } = parts;
  if (saveFeedback !== undefined) router.use(feedbackRoute({ ...parts, saveFeedback }));

  router.get('/cds-services', async (request, response) => {
    await parts.clientAuth(request.get('authorization'), `${parts.publicUrl}/cds-services`);
    response.json({
      services: parts.services.map(({ id, hook, title, description, prefetch }) => ({ id, hook, title, description, prefetch })),
    });
  });

  router.post('/cds-services/:id', requireJson, async (request, response, next) => {
    const id = String(request.params.id);
    const client = await parts.clientAuth(request.get('authorization'), `${parts.publicUrl}/cds-services/${id}`);
    const service = byId.get(id);
    if (service === undefined) throw new ServiceError('unknown-service', 'There is no service of this id.', { field: 'id' });
    response.locals.service = service;
    response.locals.client = client;
    next();
  });

  router.post('/cds-services/:id', boundedJson(parts.maxBodyBytes), async (request, response) => {
    const started = performance.now();
    const service = response.locals.service as HookService;
    const hookRequest = parse(request.body, service);
    const { patientId } = hookRequest.context;
    const caller = response.locals.client as CdsClient | undefined;
    const client = fhirClient(hookRequest, caller, parts.fhirServers);
    const { assessment, study } = await parts.assess({
      hook: hookRequest.hook,
      patientId,
      drafts: drafts(hookRequest, client?.base),
      queries: serviceQueries(service, hookRequest.context),
      required: new Set(service.requiredPrefetch),
      prefetch: hookRequest.prefetch ?? {},
      client,
    });
    const reader = { userId: hookRequest.context.userId, fhirServer: client?.base };
    const isRepeat = await parts.repeats?.wasGiven(assessment, reader);
    const answer = cards(isRepeat === true ? undefined : assessment.proposal, {
      patientId,
      ...(study === undefined ? {} : { studyUid: study.studyUid }),
      launchUrl: `${parts.publicUrl}/app/launch.html`,
      newId: randomUUID,
      ...(caller?.dialect === undefined ? {} : { dialect: caller.dialect }),
    });
    response.json(answer);
    const [card] = answer.cards;
    if (card !== undefined) parts.repeats?.remember(assessment, reader, { card: card.uuid, service: service.id });
    parts.log('info', 'hook-answered', {
      requestId: response.locals.requestId as string,
      service: service.id,
      hook: service.hook,
      cards: answer.cards.length,
      scoreState: assessment.score.kind,
      ...(assessment.score.kind === 'not-produced'
        ? { code: assessment.score.reasons.map((reason) => reason.code).join(' ') }
        : {}),
      ...(assessment.row === undefined ? {} : { row: assessment.row }),
      durationMs: Math.round(performance.now() - started),
    });
  });

  return router;
}

function parse(body: unknown, service: HookService): HookRequest {
  const parsed = parseHookRequest(body);
  if (parsed.kind === 'malformed') {
    const [first] = parsed.problems;
    const message = parsed.problems.map((problem) => `${problem.field}: ${problem.message}`).join('; ');
    throw new ServiceError('malformed-body', `${message}.`, first === undefined ? {} : { field: first.field });
  }
  if (parsed.request.hook !== service.hook) {
    throw new ServiceError('hook-mismatch', `Service ${service.id} answers the hook ${service.hook}.`, { field: 'hook' });
  }
  return parsed.request;
}

function drafts(request: HookRequest, base: string | undefined): DraftOrders {
  if (request.hook === 'patient-view') return NO_DRAFTS;
  const selections = request.hook === 'order-select' ? request.context.selections : [];
  const bundle = { resourceType: 'Bundle', ...request.context.draftOrders };
  const read = readDraftOrders(bundle, selections, request.context.patientId, base);
  if (read === undefined) {
    throw new ServiceError('malformed-body', 'context.draftOrders is not a Bundle of readable orders.', {
      field: 'context.draftOrders',
    });
  }
  return read;
}

function fhirClient(request: HookRequest, client: CdsClient | undefined, fhirServers: readonly string[]): FhirClient | undefined {
  if (!request.fhirServer) return undefined;
  const token = request.fhirAuthorization?.access_token;
  return createFhirClient({
    base: request.fhirServer,
    allow: client?.fhirServers ?? fhirServers,
    ...(token === undefined ? {} : { token }),
  });
}
