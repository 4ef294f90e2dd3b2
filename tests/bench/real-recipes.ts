/**
 * The recipes of the real images. `reference` does what PyRadiomics, mRMRe and glmnet did. The others change it one by one, and
 * CHOSEN is one of them: decided on the training images alone, by leaving each device out. docs/real-images.md has the figures.
 */
import { type Recipe as Extraction, recipeOf } from '../../src/cli/features-parameters.ts';
import { type Recipe, recipeSchema } from '../../src/training/pipeline/recipe.ts';
import type { Preparation } from './real-preparation.ts';

export interface RealRecipe {
  readonly name: string;
  readonly preparation?: Preparation;
  readonly extraction: Extraction;
  /** Of the folder that keeps its features; empty for the images as they are. */
  readonly extractionName: string;
  readonly pipeline: Recipe;
  /** Whether features that perturbed outlines rule out are dropped. */
  readonly perturbed: boolean;
  /** Features that have no part. */
  readonly without?: RegExp;
}

const IMAGE_TYPES = { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3] } };

/** As PyRadiomics 3.0.1 computed the reference: spacing 1, grey values of the whole image normalised. */
const AS_STORED = recipeOf({ normalize: true, normalizeScale: 100, binWidth: 5, imageTypes: IMAGE_TYPES }, 'pyradiomics');
/** Grey values of the surroundings of the lesion normalised: some 25 bins in a lesion. */
const NEAR_LESION = recipeOf({ normalize: true, normalizeScale: 100, binWidth: 20, imageTypes: IMAGE_TYPES }, 'pyradiomics');
/** Ranks are from 0 to 255: 32 bins. */
const RANKS = recipeOf({ binWidth: 8, imageTypes: IMAGE_TYPES }, 'pyradiomics');

const SCALE: Preparation = { diameterPixels: 64, margin: 0.5, grey: 'stored' };
/** On a common scale the area is the same for all, but for its rounding. */
const AREA = /shape2D_(PixelSurface|MeshSurface)$/;
const SHAPE = /_shape2D_/;

const AS_GLMNET = { lambdaMinRatio: 0.001 };
const FITTED_AS_REFERENCE = recipeSchema.parse({
  usable: { largestMissingShare: 0, largestSameShare: 1 },
  lasso: AS_GLMNET,
});
const BY_DEVICE = { method: 'combat', unseenSite: 'pass' };
/** Recalibration on the apparent scores makes them too extreme elsewhere. */
const CALIBRATED = { lasso: AS_GLMNET, recalibration: 'out-of-fold' };

const REFERENCE = { extraction: AS_STORED, extractionName: '', pipeline: FITTED_AS_REFERENCE, perturbed: false } as const;
const SCALED = { preparation: SCALE, extraction: NEAR_LESION, extractionName: 'scaled', without: AREA } as const;
const RANKED = {
  preparation: { ...SCALE, grey: 'ranks' },
  extraction: RANKS,
  extractionName: 'ranked',
  without: AREA,
} as const;

const pipeline = recipeSchema.parse(CALIBRATED);
const harmonised = recipeSchema.parse({ ...CALIBRATED, harmonisation: BY_DEVICE });

export const RECIPES: readonly RealRecipe[] = [
  { name: 'reference', ...REFERENCE },
  { name: 'texture', ...REFERENCE, without: SHAPE },
  { name: 'calibrated', ...REFERENCE, pipeline },
  { name: 'devices', ...REFERENCE, pipeline: harmonised },
  { name: 'scaled', ...SCALED, pipeline, perturbed: false },
  { name: 'scaled, stable', ...SCALED, pipeline, perturbed: true },
  { name: 'scaled, stable, devices', ...SCALED, pipeline: harmonised, perturbed: true },
  { name: 'scaled, stable, texture', ...SCALED, pipeline, perturbed: true, without: SHAPE },
  { name: 'ranked', ...RANKED, pipeline, perturbed: false },
];

export const CHOSEN = 'scaled, stable';
