/** 2-D radiomic features with the numbers of PyRadiomics 3.0.1. Pure arithmetic. */
export { type ExtractedFeatures, extract, FEATURE_SOFTWARE } from './extract.ts';
export { extractMap, type FeatureMaps, MAX_KERNEL_RADIUS, type MapOptions } from './extract-map.ts';
export { IMAGE_TYPE_DESCRIPTIONS, type ImageTypeDescription } from './image-type-descriptions.ts';
export { combinedRegion, peritumoralRing, type RingMargins } from './peritumoral-ring.ts';
export { type OutlinePerturbation, type OutlineWave, perturbedOutline, weakened } from './perturbed-outline.ts';
export { allFeatureNames, compilePlan, type FeaturePlan, UnknownFeatureError } from './plan.ts';
export type { ExtractionInput } from './prepare.ts';
export { REFUSALS, type Refusal, type RefusalCode } from './refusals.ts';
export { FEATURE_CLASS_NAMES, FEATURE_CLASS_TITLES, FEATURES, type RegisteredFeature } from './registry.ts';
export {
  type ImageTypeName,
  type ImageTypeSettings,
  type ParsedSettings,
  parseSettings,
  type RadiomicsSettings,
} from './settings.ts';
