/**
 * POST /app/outline: stores an outline that a clinician has drawn in the app and confirmed. Access is that of the app's own FHIR
 * token, as for /app/details. Where the site does not let outlines be written, there is nothing at this path.
 */
import express from 'express';
import { z } from 'zod';
import type { HookService, SaveOutline } from '../assessment/index.ts';
import { fhirId } from '../cds-hooks/index.ts';
import { ServiceError } from '../core/index.ts';
import { createFhirClient } from '../fhir/index.ts';
import { bearerToken } from './bearer-token.ts';
import { boundedJson, requireJson } from './bounded-json.ts';
import { asUnauthorised } from './details-route.ts';
import { serviceQueries } from './service-queries.ts';

/** 20,000 coordinates of ten characters. */
const MAX_BYTES = 262_144;
const MAX_RINGS = 64;
const MAX_NUMBERS = 20_000;

const uid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64);
const coordinate = z.number().min(-1).max(65_536);
const ring = z
  .array(coordinate)
  .min(6)
  .max(MAX_NUMBERS)
  .refine((numbers) => numbers.length % 2 === 0, 'x and y must alternate');
/** No backslash or control character: they would end the value in a DICOM object. */
const dicomText = z.string().regex(/^[^\\\p{Cc}]{1,64}$/u);

const bodySchema = z.strictObject({
  fhirServer: z.url({ protocol: /^https?$/ }).max(2048),
  patientId: fhirId,
  studyUid: uid,
  imageSopInstanceUid: uid,
  frame: z.number().int().min(1).max(100_000),
  rings: z
    .array(ring)
    .min(1)
    .max(MAX_RINGS)
    .refine((rings) => rings.reduce((sum, { length }) => sum + length, 0) <= MAX_NUMBERS, `at most ${MAX_NUMBERS} numbers`),
  creator: dicomText.exactOptional(),
  trackingId: dicomText.exactOptional(),
  trackingUid: uid.exactOptional(),
});

export interface OutlineRouteParts {
  readonly saveOutline: SaveOutline;
  /** The service whose prefetch templates say what to read. */
  readonly service: HookService;
  readonly fhirServers: readonly string[];
}

export function outlineRoute(parts: OutlineRouteParts): express.Router {
  const router = express.Router();
  router.post('/app/outline', requireJson, boundedJson(MAX_BYTES), async (request, response) => {
    const token = bearerToken(request.get('authorization'));
    if (token === undefined) throw new ServiceError('unauthorized', 'The call is not authorised.');
    const body = bodySchema.safeParse(request.body);
    if (!body.success) {
      const issue = body.error.issues[0]!;
      const field = issue.path.join('.') || 'body';
      throw new ServiceError('malformed-body', `${field}: ${issue.message}.`, { field });
    }
    const { fhirServer, ...outline } = body.data;
    const stored = await parts
      .saveOutline({
        outline,
        queries: serviceQueries(parts.service, { patientId: outline.patientId, userId: '' }),
        required: new Set(parts.service.requiredPrefetch),
        client: createFhirClient({ base: fhirServer, token, allow: parts.fhirServers }),
      })
      .catch(asUnauthorised);
    response.status(201).set('cache-control', 'no-store').json(stored);
  });
  return router;
}
