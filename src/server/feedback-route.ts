/** POST /cds-services/{id}/feedback (CDS Hooks 2.0, "Feedback"): same client JWT, with this address as audience. */
import express from 'express';
import type { HookService, SaveFeedback } from '../assessment/index.ts';
import { parseFeedback } from '../cds-hooks/index.ts';
import { type Log, ServiceError } from '../core/index.ts';
import { boundedJson, requireJson } from './bounded-json.ts';
import type { ClientAuth } from './client-auth.ts';

export interface FeedbackRouteParts {
  readonly services: readonly HookService[];
  readonly saveFeedback: SaveFeedback;
  readonly clientAuth: ClientAuth;
  readonly publicUrl: string;
  readonly log: Log;
}

const MAX_BYTES = 1024 * 1024;

export function feedbackRoute(parts: FeedbackRouteParts): express.Router {
  const router = express.Router();
  const known = new Set(parts.services.map(({ id }) => id));

  router.post('/cds-services/:id/feedback', requireJson, async (request, response, next) => {
    const id = String(request.params.id);
    await parts.clientAuth(request.get('authorization'), `${parts.publicUrl}/cds-services/${id}/feedback`);
    if (!known.has(id)) throw new ServiceError('unknown-service', 'There is no service of this id.', { field: 'id' });
    response.locals.service = id;
    next();
  });

  router.post('/cds-services/:id/feedback', boundedJson(MAX_BYTES), async (request, response) => {
    const service = response.locals.service as string;
    const parsed = parseFeedback(request.body);
    if (parsed.kind === 'malformed') {
      throw new ServiceError('malformed-body', `${parsed.field}: ${parsed.message}.`, { field: parsed.field });
    }
    await parts.saveFeedback(service, parsed.entries);
    parts.log('info', 'feedback-received', {
      requestId: response.locals.requestId as string,
      service,
      count: parsed.entries.length,
    });
    response.status(200).end();
  });

  return router;
}
