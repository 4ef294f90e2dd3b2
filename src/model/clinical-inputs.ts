/**
 * The logistic model of the radiomics score and clinical variables (the nomogram), as a part of the manifest. It is there to
 * be read and checked: the service computes the radiomics score alone, and nothing that it shows uses this section.
 */
import { z } from 'zod';

const finite = z.number();
const shortText = z.string().min(1).max(500);
const range = z.strictObject({ lower: finite, upper: finite }).refine((r) => r.lower < r.upper, 'lower must be under upper');

const term = {
  /** Change in log odds for one unit. */
  coefficient: finite,
  /** Of the lesions that the model was fitted on. */
  mean: finite,
  range,
};

const input = z.strictObject({
  /** Column of the cohort table. */
  name: shortText,
  /** "years", "mm", or "as coded in the cohort table". */
  unit: shortText,
  /** Every value that occurs, where there are few: how the column is coded. */
  values: z.array(finite).min(2).max(10).exactOptional(),
  ...term,
});

export const clinicalInputsSchema = z
  .strictObject({
    usedByScore: z.literal(false),
    definition: z.string().min(1).max(4000),
    lesions: z.int().min(1),
    expressing: z.int().min(0),
    intercept: finite,
    /** The linear predictor that the ONNX file gives. */
    score: z.strictObject(term),
    inputs: z.array(input).min(1).max(50),
    /** Covariance of (intercept, score, inputs in their order). */
    covariance: z.array(z.array(finite).max(52)).max(52),
  })
  .refine(({ inputs }) => new Set(inputs.map(({ name }) => name)).size === inputs.length, {
    path: ['inputs'],
    message: 'an input is named twice',
  })
  .refine(({ lesions, expressing }) => expressing <= lesions, { path: ['expressing'], message: 'more than lesions' });

export type ClinicalInputs = z.infer<typeof clinicalInputsSchema>;

/** Of each input, in their order. */
export function clinicalStandardErrors({ inputs, covariance }: ClinicalInputs): readonly number[] {
  return inputs.map((_, i) => Math.sqrt(covariance[i + 2]?.[i + 2] ?? Number.NaN));
}
