/** POST /app/feature-map: where in the lesion a feature of the score is high, for the SMART app. */
import type express from 'express';
import { z } from 'zod';
import type { ShowFeatureMap } from '../assessment/index.ts';
import { type AppRouteParts, appRoute } from './app-route.ts';
import { chosenOutline, detailsSchema } from './details-route.ts';

const MAX_BYTES = 16_384;

const schema = detailsSchema.extend({
  feature: z
    .string()
    .regex(/^[\w.-]+$/)
    .max(200),
});

export function featureMapRoute(showFeatureMap: ShowFeatureMap['show'], parts: AppRouteParts): express.Router {
  return appRoute(
    {
      path: '/app/feature-map',
      maxBytes: MAX_BYTES,
      schema,
      status: 200,
      answer: (body, access) => showFeatureMap({ ...access, ...chosenOutline(body), feature: body.feature }),
    },
    parts,
  );
}
