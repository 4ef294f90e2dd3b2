/** Settings of the image types beside the wavelet, and of resampling, under their PyRadiomics names. */
import { z } from 'zod';

export interface FilterSettings {
  /** Standard deviations of the Laplacian of Gaussian in mm. */
  readonly sigma: readonly number[];
  /** Gradient per mm; per pixel where false. */
  readonly gradientUseSpacing: boolean;
  /** Pixels. */
  readonly lbp2DRadius: number;
  /** Points on the circle; 8 in the code of PyRadiomics, 9 in its documentation. */
  readonly lbp2DSamples: number;
  readonly lbp2DMethod: 'uniform';
}

export type Interpolator = 'sitkNearestNeighbor' | 'sitkLinear' | 'sitkBSpline';

export interface ResamplingSettings {
  /** x, y in mm; 0 keeps the spacing of that axis. A third number, the slice's, changes nothing in the plane. */
  readonly resampledPixelSpacing: readonly number[] | null;
  readonly interpolator: Interpolator;
}

export const FILTER_DEFAULTS: FilterSettings = {
  sigma: [],
  gradientUseSpacing: true,
  lbp2DRadius: 1,
  lbp2DSamples: 8,
  lbp2DMethod: 'uniform',
};

export const RESAMPLING_DEFAULTS: ResamplingSettings = { resampledPixelSpacing: null, interpolator: 'sitkBSpline' };

export const logSettings = {
  sigma: z
    .array(z.number().min(0.001).max(1000))
    .min(1)
    .max(50)
    .refine((sigma) => new Set(sigma).size === sigma.length, 'values must differ'),
};

export const gradientSettings = { gradientUseSpacing: z.boolean() };

export const lbpSettings = {
  lbp2DRadius: z.number().positive().max(100),
  lbp2DSamples: z.int().min(1).max(64),
  lbp2DMethod: z.literal('uniform'),
};

/** PyRadiomics also takes SimpleITK's numbers (1, 2, 3), which mean the same. */
const INTERPOLATORS = { 1: 'sitkNearestNeighbor', 2: 'sitkLinear', 3: 'sitkBSpline' } as const;

export const resamplingSettings = {
  resampledPixelSpacing: z.array(z.number().min(0).max(1000)).min(2).max(3).nullable(),
  interpolator: z.union([
    z.enum(['sitkNearestNeighbor', 'sitkLinear', 'sitkBSpline']),
    z.literal([1, 2, 3]).transform((number) => INTERPOLATORS[number]),
  ]),
};

export function filterSettings({
  sigma,
  gradientUseSpacing,
  lbp2DRadius,
  lbp2DSamples,
  lbp2DMethod,
}: FilterSettings): FilterSettings {
  return { sigma, gradientUseSpacing, lbp2DRadius, lbp2DSamples, lbp2DMethod };
}

/**
 * Keys of parameter files that change no number here, with the values that mean so. force2D: an image is one plane, and
 * with or without it that plane's features are computed (force2Ddimension 0 names the plane of a slice; another one would
 * ask for lines). geometryTolerance: image and mask share one grid. enableCExtensions and additionalInfo: no numbers.
 */
export const WITHOUT_EFFECT: Readonly<Record<string, { readonly holds: (value: unknown) => boolean; readonly only: string }>> = {
  additionalInfo: { holds: isBoolean, only: 'true or false' },
  correctMask: { holds: (value) => value === false, only: 'false' },
  enableCExtensions: { holds: isBoolean, only: 'true or false' },
  force2D: { holds: isBoolean, only: 'true or false' },
  force2Ddimension: { holds: (value) => value === 0, only: '0' },
  geometryTolerance: { holds: (value) => value === null || typeof value === 'number', only: 'a number or null' },
  label: { holds: (value) => value === 1, only: '1' },
  label_channel: { holds: (value) => value === 0, only: '0' },
};

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
