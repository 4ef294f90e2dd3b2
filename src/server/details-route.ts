/** POST /app/details: what the SMART app shows. */
import type express from 'express';
import { z } from 'zod';
import type { Describe, DescribeRequest } from '../assessment/index.ts';
import type { DetailsResponse } from '../core/index.ts';
import { type AppRouteParts, appRoute, launchSchema, uid } from './app-route.ts';

const MAX_BYTES = 16_384;

/** What says which outline is meant. */
export const detailsSchema = launchSchema.extend({
  studyUid: uid.exactOptional(),
  // A SOP Instance UID, or the reference of a FHIR resource.
  outline: z
    .string()
    .regex(/^([0-9.]{1,64}|[A-Za-z]{1,40}\/[A-Za-z0-9\-.]{1,64})$/)
    .exactOptional(),
  segment: z.number().int().min(0).max(65_535).exactOptional(),
});

export interface DetailsRouteParts extends AppRouteParts {
  readonly describe: Describe;
  /** Whether outlines may be drawn in the app. */
  readonly canDraw: boolean;
}

export function detailsRoute({ describe, canDraw, ...parts }: DetailsRouteParts): express.Router {
  return appRoute(
    {
      path: '/app/details',
      maxBytes: MAX_BYTES,
      schema: detailsSchema,
      status: 200,
      answer: async (body, access): Promise<DetailsResponse> => {
        const details = await describe({ ...access, ...chosenOutline(body) });
        return { ...details, canDraw };
      },
    },
    parts,
  );
}

export function chosenOutline({
  studyUid,
  outline,
  segment = 0,
}: z.infer<typeof detailsSchema>): Pick<DescribeRequest, 'studyUid' | 'chosen'> {
  return {
    ...(studyUid === undefined ? {} : { studyUid }),
    ...(outline === undefined ? {} : { chosen: { sopInstanceUid: outline, segmentNumber: segment } }),
  };
}
