/** What the pipeline does, as the user writes it in YAML: every choice has a name and a stated default, and is recorded. */
import { z } from 'zod';
import { MRMR_VARIANTS } from '../selection/mrmr.ts';

const share = z.number().min(0).max(1);
const folds = z.int().min(3).max(100);

export const recipeSchema = z.strictObject({
  seed: z.int().min(0).default(20260101),
  usable: z.strictObject({ largestMissingShare: share.default(0.05), largestSameShare: share.default(0.95) }).prefault({}),
  /** ICC(2,1) over second readings, or over perturbed outlines where there are none; `lower` asks it of the 95 % limit. */
  stability: z
    .strictObject({
      threshold: share.default(0.75),
      of: z.enum(['point', 'lower']).default('point'),
      perturbations: z
        .strictObject({
          /** Of each lesion; 0 leaves them out. */
          count: z.int().min(0).max(50).default(3),
          /** Training lesions drawn for it. */
          lesions: z.int().min(10).max(10_000).default(60),
          /** Largest shift along each axis, in pixels. */
          translation: z.number().min(0).max(20).default(1),
          /** Largest growth or loss, as a share of the area. */
          area: z.number().min(0).max(0.5).default(0.15),
          /** Root mean square displacement of the contour, as a share of the equivalent diameter. */
          contour: z.number().min(0).max(0.1).default(0.03),
        })
        .prefault({}),
    })
    .prefault({}),
  harmonisation: z
    .strictObject({
      method: z.enum(['none', 'combat']).default('none'),
      meanOnly: z.boolean().default(false),
      /** A later lesion of a site that the fit has not seen: without a score, or with its features as they are. */
      unseenSite: z.enum(['refuse', 'pass']).default('refuse'),
    })
    .prefault({}),
  redundancy: z
    .strictObject({
      method: z.enum(['none', 'pearson', 'spearman']).default('spearman'),
      cutoff: share.default(0.9),
      /** Which of two redundant features stays: the one with the better AUC, or the first. */
      order: z.enum(['auc', 'column']).default('auc'),
    })
    .prefault({}),
  mrmr: z
    .strictObject({ variant: z.enum([...MRMR_VARIANTS, 'none']).default('gaussian'), count: z.int().min(1).max(200).default(30) })
    .prefault({}),
  lasso: z
    .strictObject({
      alpha: z.number().min(0.001).max(1).default(1),
      lambdaCount: z.int().min(5).max(400).default(100),
      lambdaMinRatio: z.number().positive().max(0.5).optional(),
      folds: folds.default(10),
      measure: z.enum(['deviance', 'auc', 'class']).default('deviance'),
      rule: z.enum(['min', '1se']).default('1se'),
    })
    .prefault({}),
  /** Scores of the training lesions that the logistic recalibration is fitted to: their own, or those without their fold. */
  recalibration: z.enum(['apparent', 'out-of-fold']).default('apparent'),
  /** Columns of the cohort beside the radiomics score in the logistic model and its nomogram. */
  clinical: z.array(z.string().min(1)).max(20).default([]),
  cutOff: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('youden') }),
      z.strictObject({ kind: z.literal('sensitivity'), value: share }),
    ])
    .default({ kind: 'youden' }),
  nested: z.strictObject({ folds: z.int().min(0).max(100).default(10) }).prefault({}),
  refits: z
    .strictObject({
      bootstrapSamples: z.int().min(0).max(2000).default(50),
      permutations: z.int().min(0).max(2000).default(30),
      leaveOneSiteOut: z.boolean().default(true),
    })
    .prefault({}),
});

export type Recipe = z.infer<typeof recipeSchema>;
export const DEFAULT_RECIPE: Recipe = recipeSchema.parse({});
