/** What settings may hold: the schema of the extraction settings and of what one image type may override. */
import { z } from 'zod';
import { MAX_GREY_LEVELS } from './discretise.ts';
import { gradientSettings, lbpSettings, logSettings, resamplingSettings } from './filter-settings.ts';
import { IBSI2_SCHEMAS, type Ibsi2ImageTypeName } from './ibsi2-settings.ts';
import { REGIONS } from './region.ts';
import { WAVELET_NAMES } from './wavelet-filters.ts';

export type ImageTypeName =
  | 'Original'
  | 'Wavelet'
  | 'LoG'
  | 'Square'
  | 'SquareRoot'
  | 'Logarithm'
  | 'Exponential'
  | 'Gradient'
  | 'LBP2D'
  | Ibsi2ImageTypeName;

const texture = {
  binWidth: z.number().positive(),
  binCount: z.int().min(1).max(MAX_GREY_LEVELS).nullable(),
  voxelArrayShift: z.number(),
  distances: z
    .array(z.int().min(1).max(10))
    .min(1)
    .max(10)
    .refine((distances) => new Set(distances).size === distances.length, 'distances must differ'),
  symmetricalGLCM: z.boolean(),
  weightingNorm: z.enum(['infinity', 'euclidean', 'manhattan', 'no_weighting']).nullable(),
  gldm_a: z.int().min(0).max(MAX_GREY_LEVELS),
};

const wavelet = {
  wavelet: z.enum(WAVELET_NAMES),
  level: z.int().min(1).max(6),
  start_level: z.int().min(0).max(6),
};

/** Settings that one image type may override. */
const overrides = {
  Original: z.strictObject(texture).partial(),
  Wavelet: z.strictObject({ ...texture, ...wavelet }).partial(),
  LoG: z.strictObject({ ...texture, ...logSettings }).partial(),
  Square: z.strictObject(texture).partial(),
  SquareRoot: z.strictObject(texture).partial(),
  Logarithm: z.strictObject(texture).partial(),
  Exponential: z.strictObject(texture).partial(),
  Gradient: z.strictObject({ ...texture, ...gradientSettings }).partial(),
  LBP2D: z.strictObject({ ...texture, ...lbpSettings }).partial(),
  Mean: z.strictObject({ ...texture, ...IBSI2_SCHEMAS.Mean }).partial(),
  LoGKernel: z.strictObject({ ...texture, ...IBSI2_SCHEMAS.LoGKernel }).partial(),
  Laws: z.strictObject({ ...texture, ...IBSI2_SCHEMAS.Laws }).partial(),
  Gabor: z.strictObject({ ...texture, ...IBSI2_SCHEMAS.Gabor }).partial(),
  SeparableWavelet: z
    .strictObject({ ...texture, wavelet: wavelet.wavelet, level: wavelet.level, ...IBSI2_SCHEMAS.SeparableWavelet })
    .partial(),
} satisfies Record<ImageTypeName, z.ZodType>;

/** One flat object, every key optional; unknown keys are refused. */
export const settingsSchema = z
  .strictObject({
    ...texture,
    ...wavelet,
    ...logSettings,
    ...gradientSettings,
    ...lbpSettings,
    ...resamplingSettings,
    normalize: z.boolean(),
    normalizeScale: z.number().positive(),
    removeOutliers: z.number().positive().nullable(),
    region: z.enum(REGIONS),
    ringMm: z.number().positive().max(1000).nullable(),
    minimumROIDimensions: z.int().min(1).max(2),
    minimumROISize: z.int().min(0).nullable(),
    resegmentRange: z.array(z.number()).min(1).max(2).nullable(),
    resegmentMode: z.enum(['absolute', 'relative', 'sigma']),
    resegmentShape: z.boolean(),
    preCrop: z.boolean(),
    padDistance: z.int().min(0).max(10_000),
    profile: z.enum(['default', 'pyradiomics']),
    imageTypes: z.strictObject(overrides).partial(),
  })
  .partial();
