/** What is kept of one scored outline: plain JSON, checked again whenever it is read back, since an older version may have written it. */
import { z } from 'zod';
import {
  type FeatureProvenance,
  type Laterality,
  NOT_PRODUCED_TEXT,
  type NotProducedCode,
  type QualityFinding,
  qualityFindingSchema,
  type ScoreState,
} from '../core/index.ts';

export interface StoredScore {
  readonly score: ScoreState;
  readonly laterality: Laterality;
  /** ISO date (YYYY-MM-DD) of the ultrasound study, where stated. */
  readonly studyDate?: string;
  /** What the quality gate found in the image. */
  readonly findings?: readonly QualityFinding[];
  readonly provenance?: FeatureProvenance;
}

const probability = z.number().min(0).max(1);
const pair = z.tuple([z.number(), z.number()]);
const notProducedCode = z.enum(Object.keys(NOT_PRODUCED_TEXT) as [NotProducedCode, ...NotProducedCode[]]);

const scored = {
  probability,
  interval: z
    .object({ lower: probability, upper: probability, level: z.literal(0.9) })
    .refine(({ lower, upper }) => lower <= upper, { message: 'lower above upper' }),
  contributions: z.array(
    z.object({ feature: z.string(), value: z.number(), standardised: z.number(), contribution: z.number() }),
  ),
};

const scoreState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scored'), band: z.enum(['low', 'indeterminate', 'high']), ...scored }),
  z.object({ kind: z.literal('uncertain'), ...scored }),
  z.object({
    kind: z.literal('out-of-distribution'),
    reasons: z.array(
      z.object({
        code: z.enum(['feature-out-of-range', 'unusual-combination', 'spacing-out-of-range', 'size-out-of-range']),
        text: z.string(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('not-produced'),
    reasons: z.array(z.object({ code: notProducedCode, detail: z.string().exactOptional() })),
  }),
]);

const schema = z.object({
  score: scoreState,
  laterality: z.enum(['left', 'right', 'unknown']),
  studyDate: z.iso.date().exactOptional(),
  findings: z.array(qualityFindingSchema).max(50).exactOptional(),
  provenance: z
    .object({
      software: z.string(),
      settings: z.record(z.string(), z.unknown()),
      imageSize: pair,
      roiBox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      roiPixels: z.number(),
      spacingMm: pair,
      greyLevels: z.record(z.string(), z.number()),
    })
    .exactOptional(),
});

/** The score in a row's JSON value, or undefined where it is not one. */
export function parseStoredScore(value: unknown): StoredScore | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
