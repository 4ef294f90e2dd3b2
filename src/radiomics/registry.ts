/** Every feature class and image type. A new one is a new row here. */
import type { FeatureClass, FeatureDefinition, ImageRegion, MaskRegion } from './feature-class.ts';
import { firstOrder } from './first-order.ts';
import { gaborImage } from './gabor-image.ts';
import { glcm } from './glcm.ts';
import { gldm } from './gldm.ts';
import { glrlm } from './glrlm.ts';
import { glszm } from './glszm.ts';
import { gradientImage } from './gradient-image.ts';
import type { ImageType } from './image-type.ts';
import { exponentialImage, logarithmImage, squareImage, squareRootImage } from './intensity-images.ts';
import { lawsImage } from './laws-image.ts';
import { lbpImage } from './lbp-image.ts';
import { logImage } from './log-image.ts';
import { logKernelImage } from './log-kernel-image.ts';
import { meanImage } from './mean-image.ts';
import { ngtdm } from './ngtdm.ts';
import { originalImage } from './original-image.ts';
import { separableWaveletImage } from './separable-wavelet-image.ts';
import type { ImageTypeName } from './settings.ts';
import { shape2d } from './shape2d.ts';
import { waveletImage } from './wavelet-image.ts';

/** Classes of the mask alone; their features always begin with `original_`. */
export const SHAPE_CLASSES: readonly FeatureClass<MaskRegion>[] = [shape2d];

/** Classes of each derived image. */
export const IMAGE_CLASSES: readonly FeatureClass<ImageRegion>[] = [firstOrder, glcm, glrlm, glszm, gldm, ngtdm];

export const IMAGE_TYPES: Readonly<Record<ImageTypeName, ImageType>> = {
  Original: originalImage,
  Wavelet: waveletImage,
  LoG: logImage,
  Square: squareImage,
  SquareRoot: squareRootImage,
  Logarithm: logarithmImage,
  Exponential: exponentialImage,
  Gradient: gradientImage,
  LBP2D: lbpImage,
  Mean: meanImage,
  LoGKernel: logKernelImage,
  Laws: lawsImage,
  Gabor: gaborImage,
  SeparableWavelet: separableWaveletImage,
};

export type RegisteredFeature = FeatureDefinition & { readonly class: string };

/** All features, for documentation and completeness tests. */
export const FEATURES: readonly RegisteredFeature[] = [...SHAPE_CLASSES, ...IMAGE_CLASSES].flatMap((featureClass) =>
  featureClass.features.map(({ name, ibsi, formula, unit, degenerate, discretised, differsFromIbsi }) => ({
    class: featureClass.name,
    name,
    formula,
    unit,
    degenerate,
    discretised,
    ...(ibsi === undefined ? {} : { ibsi }),
    ...(differsFromIbsi === undefined ? {} : { differsFromIbsi }),
  })),
);

export const FEATURE_CLASS_NAMES: readonly string[] = [...SHAPE_CLASSES, ...IMAGE_CLASSES].map(({ name }) => name);

/** Title of each class by its name. */
export const FEATURE_CLASS_TITLES: ReadonlyMap<string, string> = new Map(
  [...SHAPE_CLASSES, ...IMAGE_CLASSES].map(({ name, title }) => [name, title]),
);
