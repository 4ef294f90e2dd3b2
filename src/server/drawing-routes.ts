/**
 * POST /app/frames shows what an outline can be drawn on, POST /app/outline stores one that a clinician has drawn in the app and
 * confirmed. Where the site does not let outlines be written, there is nothing at these paths.
 */
import express from 'express';
import { z } from 'zod';
import type { SaveOutline, ShowFrames } from '../assessment/index.ts';
import { type AppRouteParts, appRoute, launchSchema, uid } from './app-route.ts';

const MAX_FRAMES_BYTES = 16_384;

/** 20,000 coordinates of ten characters. */
const MAX_OUTLINE_BYTES = 262_144;
const MAX_RINGS = 64;
const MAX_NUMBERS = 20_000;

const frame = z.number().int().min(1).max(100_000);
const coordinate = z.number().min(-1).max(65_536);
const ring = z
  .array(coordinate)
  .min(6)
  .max(MAX_NUMBERS)
  .refine((numbers) => numbers.length % 2 === 0, 'x and y must alternate');
/** No backslash or control character: they would end the value in a DICOM object. */
const dicomText = z.string().regex(/^[^\\\p{Cc}]{1,64}$/u);

const framesSchema = launchSchema.extend({
  studyUid: uid.exactOptional(),
  image: z.strictObject({ sopInstanceUid: uid, frame }).exactOptional(),
});

const outlineSchema = launchSchema.extend({
  studyUid: uid,
  imageSopInstanceUid: uid,
  frame,
  rings: z
    .array(ring)
    .min(1)
    .max(MAX_RINGS)
    .refine((rings) => rings.reduce((sum, { length }) => sum + length, 0) <= MAX_NUMBERS, `at most ${MAX_NUMBERS} numbers`),
  creator: dicomText.exactOptional(),
  trackingId: dicomText.exactOptional(),
  trackingUid: uid.exactOptional(),
});

/** What the app needs to draw an outline. */
export interface Drawing {
  readonly showFrames: ShowFrames;
  readonly saveOutline: SaveOutline;
}

export function drawingRoutes({ showFrames, saveOutline }: Drawing, parts: AppRouteParts): express.Router {
  const router = express.Router();
  router.use(
    appRoute(
      {
        path: '/app/frames',
        maxBytes: MAX_FRAMES_BYTES,
        schema: framesSchema,
        status: 200,
        answer: ({ fhirServer: _, ...asked }, access) => showFrames({ ...asked, ...access }),
      },
      parts,
    ),
  );
  router.use(
    appRoute(
      {
        path: '/app/outline',
        maxBytes: MAX_OUTLINE_BYTES,
        schema: outlineSchema,
        status: 201,
        answer: ({ fhirServer: _, ...outline }, { patientId: __, ...access }) => saveOutline({ outline, ...access }),
      },
      parts,
    ),
  );
  return router;
}
