/** 2-D radiomic features with the numbers of PyRadiomics 3.0.1. Pure arithmetic. */
export { type ExtractedFeatures, extract, FEATURE_SOFTWARE } from './extract.ts';
export { extractMap, type FeatureMaps, MAX_KERNEL_RADIUS, type MapOptions } from './extract-map.ts';
export { IMAGE_TYPE_DESCRIPTIONS, type ImageTypeDescription } from './image-type-descriptions.ts';
export { type OutlinePerturbation, perturbedOutline, weakened } from './perturbed-outline.ts';
export { allFeatureNames, compilePlan, type FeaturePlan, UnknownFeatureError } from './plan.ts';
export type { ExtractionInput } from './prepare.ts';
export { REFUSALS, type RefusalCode } from './refusals.ts';
export { FEATURE_CLASS_NAMES, FEATURE_CLASS_TITLES, FEATURES } from './registry.ts';
export { parseSettings, type RadiomicsSettings } from './settings.ts';
