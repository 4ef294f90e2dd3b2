/**
 * Extraction settings under their PyRadiomics names, checked at the door. Unknown keys are refused; a PyRadiomics key
 * that is not supported is refused too, unless it holds the value that changes nothing.
 */
import {
  FILTER_DEFAULTS,
  type FilterSettings,
  filterSettings,
  RESAMPLING_DEFAULTS,
  type ResamplingSettings,
} from './filter-settings.ts';
import { type Ibsi2Settings, ibsi2Defaults } from './ibsi2-settings.ts';
import type { Region } from './region.ts';
import { type ImageTypeName, settingsSchema } from './settings-schema.ts';
import { problemsOf, unsupportedKeys, withoutUnsupported } from './unsupported-settings.ts';
import type { WaveletName } from './wavelet-filters.ts';

export type { ImageTypeName } from './settings-schema.ts';

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

/**
 * `input`: one flat object of settings; `imageTypes` in it maps image type names to their overrides and is
 * `{ Original: {} }` where absent. Anything absent takes PyRadiomics' default.
 */
export function parseSettings(input: unknown): ParsedSettings {
  const unsupported = unsupportedKeys(input);
  const result = settingsSchema.safeParse(withoutUnsupported(input));
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

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** zod's partial() lets `undefined` through; here it means absent. */
function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
