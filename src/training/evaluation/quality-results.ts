/** What the results say of the image quality gate on a new cohort. */
import { z } from 'zod';
import { areaResult, count, orNot, proportionResult, text } from './results-parts.ts';

export const qualityResults = z.strictObject({
  /** Lesions whose image the gate has looked at. */
  lesions: count,
  refused: count,
  /** Accepted, with a finding shown beside the score. */
  warned: count,
  findings: z.array(z.strictObject({ code: text, severity: z.enum(['blocks', 'warns']), text, lesions: count })),
  /** The figures without the lesions that the service would refuse. */
  accepted: orNot(
    z.strictObject({
      lesions: count,
      ...areaResult.shape,
      sensitivity: orNot(proportionResult),
      specificity: orNot(proportionResult),
    }),
  ),
});

export type QualityResults = z.infer<typeof qualityResults>;
