/**
 * Extraction settings under their PyRadiomics names, checked at the door. Unknown keys are refused; a PyRadiomics key
 * that is not supported is refused too, unless it holds the value that changes nothing.
 */
import { z } from 'zod';
import { MAX_GREY_LEVELS } from './discretise.ts';
import {
  FILTER_DEFAULTS,
  type FilterSettings,
  filterSettings,
  gradientSettings,
  lbpSettings,
  logSettings,
  RESAMPLING_DEFAULTS,
  type ResamplingSettings,
  resamplingSettings,
  WITHOUT_EFFECT,
} from './filter-settings.ts';
import { IBSI2_SCHEMAS, type Ibsi2ImageTypeName, type Ibsi2Settings, ibsi2Defaults } from './ibsi2-settings.ts';
import { REGIONS, type Region } from './region.ts';
import { WAVELET_NAMES, type WaveletName } from './wavelet-filters.ts';

export type WeightingNorm = 'infinity' | 'euclidean' | 'manhattan' | 'no_weighting';

/** What one image type is computed with: the common settings with the overrides of that type. */
export interface ImageTypeSettings extends FilterSettings, Partial<Ibsi2Settings> {
  readonly binWidth: number;
  /** Number of bins over the region's range; wins over binWidth. */
  readonly binCount: number | null;
  /** Added to intensities in Energy, TotalEnergy and RootMeanSquared. */
  readonly voxelArrayShift: number;
  /** Pixel distances (infinity norm) of co-occurring pairs. */
  readonly distances: readonly number[];
  readonly symmetricalGLCM: boolean;
  readonly weightingNorm: WeightingNorm | null;
  /** Largest difference of grey levels between dependent neighbours (gldm). */
  readonly gldm_a: number;
  readonly wavelet: WaveletName;
  readonly level: number;
  readonly start_level: number;
  /** `pyradiomics` also repeats its known errors; `default` does not. docs/features.md lists them. */
  readonly profile: 'default' | 'pyradiomics';
}

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

export interface RadiomicsSettings extends ImageTypeSettings, ResamplingSettings {
  /** z-score over the whole image (sample standard deviation), then times normalizeScale. */
  readonly normalize: boolean;
  readonly normalizeScale: number;
  /** Clips z-scores at this many standard deviations. */
  readonly removeOutliers: number | null;
  /** The outlined lesion, the ring of ringMm around it, or both; shape and intensity features alike. */
  readonly region: Region;
  readonly ringMm: number | null;
  readonly minimumROIDimensions: number;
  /** The region must have more pixels than this. */
  readonly minimumROISize: number | null;
  readonly resegmentRange: readonly number[] | null;
  readonly resegmentMode: 'absolute' | 'relative' | 'sigma';
  readonly resegmentShape: boolean;
  readonly preCrop: boolean;
  /** Pixels kept around the bounding box by preCrop and by resampling (there: of the new spacing). */
  readonly padDistance: number;
  readonly imageTypes: Readonly<Partial<Record<ImageTypeName, ImageTypeSettings>>>;
}

export type ParsedSettings =
  | { readonly kind: 'settings'; readonly settings: RadiomicsSettings }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

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

const schema = z
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

/** PyRadiomics' own defaults. */
const DEFAULTS: Omit<RadiomicsSettings, 'imageTypes'> = {
  binWidth: 25,
  binCount: null,
  voxelArrayShift: 0,
  distances: [1],
  symmetricalGLCM: true,
  weightingNorm: null,
  gldm_a: 0,
  wavelet: 'coif1',
  level: 1,
  start_level: 0,
  ...FILTER_DEFAULTS,
  ...RESAMPLING_DEFAULTS,
  normalize: false,
  normalizeScale: 1,
  removeOutliers: null,
  region: 'lesion',
  ringMm: null,
  minimumROIDimensions: 2,
  minimumROISize: null,
  resegmentRange: null,
  resegmentMode: 'absolute',
  resegmentShape: false,
  preCrop: false,
  padDistance: 5,
  profile: 'default',
};

/** PyRadiomics keys without support here, with the value that changes nothing; undefined where there is none. */
const UNSUPPORTED: Readonly<Record<string, unknown>> = {
  initValue: undefined,
  kernelRadius: undefined,
  maskedKernel: undefined,
  voxelBatch: undefined,
  voxelBased: false,
};

const UNSUPPORTED_IMAGE_TYPES = ['LBP3D'];

/**
 * `input`: one flat object of settings; `imageTypes` in it maps image type names to their overrides and is
 * `{ Original: {} }` where absent. Anything absent takes PyRadiomics' default.
 */
export function parseSettings(input: unknown): ParsedSettings {
  const unsupported = unsupportedKeys(input);
  const result = schema.safeParse(withoutKeys(input, { ...UNSUPPORTED, ...WITHOUT_EFFECT }));
  if (!result.success || unsupported.length > 0) {
    return { kind: 'invalid', problems: [...unsupported, ...(result.error?.issues ?? []).flatMap(problemsOf)] };
  }
  const { imageTypes = { Original: {} }, ...given } = result.data;
  if (Object.keys(imageTypes).length === 0) return { kind: 'invalid', problems: ['imageTypes: at least one is needed'] };
  const common = { ...DEFAULTS, ...defined(given) };
  if (imageTypes.LoG !== undefined && (imageTypes.LoG.sigma ?? common.sigma).length === 0) {
    return { kind: 'invalid', problems: ['imageTypes.LoG.sigma: LoG needs at least one sigma in mm'] };
  }
  if (common.region !== 'lesion' && common.ringMm === null) {
    return { kind: 'invalid', problems: [`ringMm: region ${common.region} needs the width of the ring in mm`] };
  }
  const resolved = Object.entries(imageTypes).map(([name, own]) => [
    name,
    { ...imageTypeSettings(common), ...ibsi2Defaults(name), ...defined(own ?? {}) },
  ]);
  return { kind: 'settings', settings: { ...common, imageTypes: Object.fromEntries(resolved) } };
}

function imageTypeSettings(common: ImageTypeSettings): ImageTypeSettings {
  const { binWidth, binCount, voxelArrayShift, distances, symmetricalGLCM, weightingNorm, gldm_a } = common;
  const { wavelet, level, start_level, profile } = common;
  return {
    binWidth,
    binCount,
    voxelArrayShift,
    distances,
    symmetricalGLCM,
    weightingNorm,
    gldm_a,
    wavelet,
    level,
    start_level,
    profile,
    ...filterSettings(common),
  };
}

function unsupportedKeys(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input)
    .filter(([key, value]) => {
      if (Object.hasOwn(WITHOUT_EFFECT, key)) return !WITHOUT_EFFECT[key].holds(value);
      return Object.hasOwn(UNSUPPORTED, key) && (UNSUPPORTED[key] === undefined || UNSUPPORTED[key] !== value);
    })
    .map(([key]) => `${key}: a PyRadiomics setting that is not supported here${neutralValue(key)}`);
}

function neutralValue(key: string): string {
  if (Object.hasOwn(WITHOUT_EFFECT, key)) return ` (only ${WITHOUT_EFFECT[key].only} is)`;
  return UNSUPPORTED[key] === undefined ? '' : ` (only ${JSON.stringify(UNSUPPORTED[key])} is)`;
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [`${path || 'settings'}: ${issue.message}`];
  return issue.keys.map((key) => `${[...issue.path, key].join('.')}: ${unrecognized(key)}`);
}

function unrecognized(key: string): string {
  if (UNSUPPORTED_IMAGE_TYPES.includes(key)) return 'a PyRadiomics image type that is not supported here';
  return Object.hasOwn(UNSUPPORTED, key) ? 'a PyRadiomics setting that is not supported here' : 'unknown setting';
}

function withoutKeys(input: unknown, keys: Readonly<Record<string, unknown>>): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => !Object.hasOwn(keys, key)));
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** zod's partial() lets `undefined` through; here it means absent. */
function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
