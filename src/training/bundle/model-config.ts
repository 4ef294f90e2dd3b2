/** train.yaml: what the model is called and meant for, which features are computed, and the recipe of the pipeline. */
import { z } from 'zod';
import { recipeSchema } from '../pipeline/recipe.ts';

const text = z.string().trim().min(1).max(4000);
const NOT_STATED = 'not stated in the training configuration';

export const modelConfigSchema = z.strictObject({
  model: z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,62}$/, 'expected 3 to 63 lower-case letters, digits and hyphens'),
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'expected a version such as 1.0.0'),
    title: text,
    /** Said wherever a score is shown. */
    statement: text.default('Research model, not validated for clinical use.'),
    intendedUse: text.default(
      'Research only: to study whether ultrasound radiomics is associated with HER2 expression. It never replaces IHC or ISH.',
    ),
    licence: text.default(NOT_STATED),
    demonstration: z.boolean().default(false),
  }),
  /** Answers of the model card that only people know; "Not available" with a reason where absent. */
  card: z
    .partialRecord(
      z.enum([
        'developer',
        'funding',
        'population',
        'criteria',
        'demographics',
        'relevance',
        'fairness',
        'bias',
        'externalSource',
        'externalParty',
        'externalDemographics',
        'outcomes',
        'monitoring',
        'fairnessMonitoring',
        'updates',
        'corrections',
      ]),
      text,
    )
    .default({}),
  /** Settings of the extraction: a PyRadiomics parameter file's sections, or our flat settings. */
  preprocessing: z.record(z.string(), z.unknown()).default({
    binWidth: 5,
    normalize: true,
    normalizeScale: 100,
    imageTypes: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3] } },
  }),
  /** "zero-vs-rest", "low-vs-zero", "column" or "column=positive/negative". */
  endpoint: text.default('zero-vs-rest'),
  /** Tenths of the patients for training where the cohort has no column split. */
  trainingTenths: z.int().min(3).max(9).optional(),
  pipeline: recipeSchema.prefault({}),
});

export type ModelConfig = z.infer<typeof modelConfigSchema>;
