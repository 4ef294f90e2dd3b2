/**
 * Settings of the image types that follow IBSI 2 and that PyRadiomics does not have. They are given per image type
 * only: PyRadiomics has no common setting of these names.
 */
import { z } from 'zod';
import { BOUNDARIES, type Boundary } from './bounded-tile.ts';
import { LAWS_KERNEL_NAMES, type LawsKernelName } from './laws-kernels.ts';
import { POOLINGS, type Pooling } from './pooling.ts';

export interface Ibsi2Settings {
  /** How a kernel reads beyond the window. */
  readonly boundary: Boundary;
  /** Mean: edge lengths of the square in pixels, odd. */
  readonly support: readonly number[];
  /** LoGKernel, Gabor: standard deviations of the Gaussian in mm. */
  readonly sigmaMm: readonly number[];
  /** LoGKernel, Gabor: where the sampled kernel ends, in standard deviations. */
  readonly truncate: number;
  /** Laws: one kernel along x and one along y each, such as L5E5. */
  readonly kernels: readonly LawsKernelName[];
  /** Laws, SeparableWavelet: the four quarter turns of each kernel, pooled. */
  readonly rotationInvariant: boolean;
  readonly pooling: Pooling;
  /** Laws: Chebyshev distance in pixels over which absolute responses are averaged; null for the response itself. */
  readonly energyDistance: number | null;
  /** Gabor: wave length in mm. */
  readonly lambdaMm: number;
  /** Gabor: the Gaussian's standard deviation along the wave over that across it. */
  readonly gamma: number;
  /** Gabor: directions of the wave in degrees, from x towards y; ignored with rotationStep. */
  readonly theta: readonly number[];
  /** Gabor: degrees between the pooled directions of a full turn; null for the directions in theta, each by itself. */
  readonly rotationStep: number | null;
}

const IBSI2_DEFAULTS: Ibsi2Settings = {
  boundary: 'mirror',
  support: [5],
  sigmaMm: [1],
  truncate: 4,
  kernels: ['L5E5', 'E5L5', 'S5S5'],
  rotationInvariant: false,
  pooling: 'max',
  energyDistance: null,
  lambdaMm: 1,
  gamma: 1,
  theta: [0, 45, 90, 135],
  rotationStep: null,
};

/** The filters' own defaults under what was given. */
export function ibsi2Settings(given: Partial<Ibsi2Settings>): Ibsi2Settings {
  return { ...IBSI2_DEFAULTS, ...given };
}

const KEYS = {
  Mean: ['boundary', 'support'],
  LoGKernel: ['boundary', 'sigmaMm', 'truncate'],
  Laws: ['boundary', 'kernels', 'rotationInvariant', 'pooling', 'energyDistance'],
  Gabor: ['boundary', 'sigmaMm', 'truncate', 'lambdaMm', 'gamma', 'theta', 'rotationStep', 'pooling'],
  SeparableWavelet: ['boundary', 'rotationInvariant', 'pooling'],
} as const satisfies Record<string, readonly (keyof Ibsi2Settings)[]>;

export type Ibsi2ImageTypeName = keyof typeof KEYS;

/** What an image type takes where nothing is given; empty for image types outside IBSI 2. Gabor's flanks need five sigma. */
export function ibsi2Defaults(imageType: string): Partial<Ibsi2Settings> {
  if (!isIbsi2(imageType)) return {};
  const own = Object.fromEntries(KEYS[imageType].map((key) => [key, IBSI2_DEFAULTS[key]]));
  return imageType === 'Gabor' ? { ...own, truncate: 5 } : own;
}

function isIbsi2(imageType: string): imageType is Ibsi2ImageTypeName {
  return Object.hasOwn(KEYS, imageType);
}

/** A few names in one image each: no two the same. */
function several<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .min(1)
    .max(64)
    .refine((items) => new Set(items).size === items.length, 'values must differ');
}

const boundary = z.enum(BOUNDARIES);
const sigmaMm = several(z.number().positive().max(100));
const truncate = z.number().min(1).max(10);
const pooling = z.enum(POOLINGS);
const rotationInvariant = z.boolean();

/** Fields for the settings schema, beside those that every image type has. */
export const IBSI2_SCHEMAS = {
  Mean: {
    boundary,
    support: several(
      z
        .int()
        .min(1)
        .max(1023)
        .refine((size) => size % 2 === 1, 'must be odd'),
    ),
  },
  LoGKernel: { boundary, sigmaMm, truncate },
  Laws: {
    boundary,
    kernels: several(z.enum(LAWS_KERNEL_NAMES)),
    rotationInvariant,
    pooling,
    energyDistance: z.int().min(1).max(500).nullable(),
  },
  Gabor: {
    boundary,
    sigmaMm,
    truncate,
    lambdaMm: z.number().positive().max(1000),
    gamma: z.number().min(0.05).max(20),
    theta: several(z.number().min(-360).max(360)),
    rotationStep: z
      .number()
      .min(1)
      .max(180)
      .refine((step) => Math.abs(360 / step - Math.round(360 / step)) < 1e-9, 'must divide 360')
      .nullable(),
    pooling,
  },
  SeparableWavelet: { boundary, rotationInvariant, pooling },
} as const;
