/**
 * A path that the details app calls: POST with `Authorization: Bearer <access token of the SMART launch>`. Access is that of the
 * app's own FHIR token: it is sent on to the FHIR server, and where it cannot read the patient, the caller gets nothing.
 */
import express from 'express';
import { z } from 'zod';
import type { HookService } from '../assessment/index.ts';
import { fhirId } from '../cds-hooks/index.ts';
import { ServiceError } from '../core/index.ts';
import { createFhirClient, type FhirClient } from '../fhir/index.ts';
import { bearerToken } from './bearer-token.ts';
import { boundedJson, requireJson } from './bounded-json.ts';
import { serviceQueries } from './service-queries.ts';

/** What every body of the app has: the launch that it speaks for. */
export const launchSchema = z.strictObject({
  fhirServer: z.url({ protocol: /^https?$/ }).max(2048),
  patientId: fhirId,
});

export const uid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64);

export interface AppRouteParts {
  /** The service whose prefetch templates say what to read. */
  readonly service: HookService;
  readonly fhirServers: readonly string[];
}

/** How the caller may read the patient. */
export interface AppAccess {
  readonly patientId: string;
  readonly queries: Readonly<Record<string, string>>;
  readonly required: ReadonlySet<string>;
  readonly client: FhirClient;
}

export interface AppRoute<Body> {
  readonly path: string;
  readonly maxBytes: number;
  readonly schema: z.ZodType<Body>;
  readonly status: 200 | 201;
  readonly answer: (body: Body, access: AppAccess) => Promise<unknown>;
}

export function appRoute<Body extends z.infer<typeof launchSchema>>(
  { path, maxBytes, schema, status, answer }: AppRoute<Body>,
  { service, fhirServers }: AppRouteParts,
): express.Router {
  const router = express.Router();
  router.post(path, requireJson, boundedJson(maxBytes), async (request, response) => {
    const token = bearerToken(request.get('authorization'));
    if (token === undefined) throw new ServiceError('unauthorized', 'The call is not authorised.');
    const body = schema.safeParse(request.body);
    if (!body.success) {
      const issue = body.error.issues[0]!;
      const field = issue.path.join('.') || 'body';
      throw new ServiceError('malformed-body', `${field}: ${issue.message}.`, { field });
    }
    const { fhirServer, patientId } = body.data;
    const access: AppAccess = {
      patientId,
      queries: serviceQueries(service, { patientId, userId: '' }),
      required: new Set(service.requiredPrefetch),
      client: createFhirClient({ base: fhirServer, token, allow: fhirServers }),
    };
    const result = await answer(body.data, access).catch(asUnauthorised);
    response.status(status).set('cache-control', 'no-store').json(result);
  });
  return router;
}

/** Here the FHIR token is the caller's own: where the FHIR server refuses it, the caller has to launch again. */
function asUnauthorised(error: unknown): never {
  if (error instanceof ServiceError && error.code === 'fhir-refused') {
    throw new ServiceError('unauthorized', 'The FHIR server refused the access token.', { cause: error });
  }
  throw error;
}
