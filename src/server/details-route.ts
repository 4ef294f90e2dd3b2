/**
 * POST /app/details: what the SMART app shows. Access is that of the app's own FHIR token: it is sent on to the FHIR
 * server, and where it cannot read the patient, the caller gets nothing.
 */
import express from 'express';
import { z } from 'zod';
import type { Describe, HookService } from '../assessment/index.ts';
import { fhirId } from '../cds-hooks/index.ts';
import { ServiceError } from '../core/index.ts';
import { createFhirClient } from '../fhir/index.ts';
import { bearerToken } from './bearer-token.ts';
import { boundedJson, requireJson } from './bounded-json.ts';
import { serviceQueries } from './service-queries.ts';

const MAX_BYTES = 16_384;

const bodySchema = z.object({
  fhirServer: z.url({ protocol: /^https?$/ }).max(2048),
  patientId: fhirId,
  studyUid: z
    .string()
    .regex(/^[0-9.]{1,64}$/)
    .optional(),
  // A SOP Instance UID, or the reference of a FHIR resource.
  outline: z
    .string()
    .regex(/^([0-9.]{1,64}|[A-Za-z]{1,40}\/[A-Za-z0-9\-.]{1,64})$/)
    .optional(),
  segment: z.number().int().min(0).max(65_535).optional(),
});

export interface DetailsRouteParts {
  readonly describe: Describe;
  /** The service whose prefetch templates say what to read. */
  readonly service: HookService;
  readonly fhirServers: readonly string[];
}

export function detailsRoute(parts: DetailsRouteParts): express.Router {
  const router = express.Router();
  router.post('/app/details', requireJson, boundedJson(MAX_BYTES), async (request, response) => {
    const token = bearerToken(request.get('authorization'));
    if (token === undefined) throw new ServiceError('unauthorized', 'The call is not authorised.');
    const body = bodySchema.safeParse(request.body);
    if (!body.success) {
      const field = body.error.issues[0]!.path.join('.') || 'body';
      throw new ServiceError('malformed-body', `${field} is missing or malformed.`, { field });
    }
    const { fhirServer, patientId, studyUid, outline, segment = 0 } = body.data;
    const client = createFhirClient({ base: fhirServer, token, allow: parts.fhirServers });
    const details = await parts
      .describe({
        patientId,
        queries: serviceQueries(parts.service, { patientId, userId: '' }),
        required: new Set(parts.service.requiredPrefetch),
        client,
        ...(studyUid === undefined ? {} : { studyUid }),
        ...(outline === undefined ? {} : { chosen: { sopInstanceUid: outline, segmentNumber: segment } }),
      })
      .catch(asUnauthorised);
    response.set('cache-control', 'no-store').json(details);
  });
  return router;
}

/** Here the FHIR token is the caller's own: where the FHIR server refuses it, the caller has to launch again. */
export function asUnauthorised(error: unknown): never {
  if (error instanceof ServiceError && error.code === 'fhir-refused') {
    throw new ServiceError('unauthorized', 'The FHIR server refused the access token.', { cause: error });
  }
  throw error;
}
