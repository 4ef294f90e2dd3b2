/** Radiomic features by PyRadiomics name, e.g. `wavelet-LH_glcm_Contrast`, `original_shape2D_Perimeter`. */
export type FeatureVector = ReadonlyMap<string, number>;

/** What a feature vector was computed with, so that another run or another program can repeat it. */
export interface FeatureProvenance {
  readonly software: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly imageSize: readonly [width: number, height: number];
  /** Bounding box of the mask: x, y of the first pixel, width, height. */
  readonly roiBox: readonly [x: number, y: number, width: number, height: number];
  readonly roiPixels: number;
  readonly spacingMm: readonly [x: number, y: number];
  /** Highest grey level after discretisation, per image type. */
  readonly greyLevels: Readonly<Record<string, number>>;
}
