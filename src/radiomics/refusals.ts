/** Why no feature can be computed. One table: code -> what to do. The caller turns a refusal into its own words. */
export const REFUSALS = {
  'size-mismatch': 'Image, mask and pixel count must have one size.',
  'invalid-mask': 'A mask holds 0 and 1 only.',
  'invalid-spacing': 'Pixel spacing must be a positive number of mm on both axes.',
  'non-finite-pixels': 'Every pixel of the image must be a finite number of at most 1e30.',
  'empty-mask': 'Outline at least two pixels.',
  'mask-covers-image': 'Outline the lesion: a mask of all pixels is taken for a missing one, as in PyRadiomics 3.0.1.',
  'single-pixel': 'Outline at least two pixels.',
  'too-few-dimensions': 'The outline is a line: outline an area, or lower minimumROIDimensions.',
  'too-small': 'Outline more pixels, or lower minimumROISize.',
  'resegmented-away': 'Widen resegmentRange: at most one pixel of the outline lies in it.',
  'grid-too-large': 'Raise resampledPixelSpacing, or give it in mm.',
  'resampled-away': 'Lower resampledPixelSpacing: no new pixel lies in the outline.',
  'constant-image': 'Switch normalize off: every pixel of the image has the same value.',
  'empty-ring': 'Raise ringMm, or leave tissue around the outline: the ring has no pixel.',
  'kernel-too-large': 'Lower sigmaMm or truncate: a kernel may reach 256 pixels to each side.',
  'too-many-grey-levels': 'Raise binWidth, or set binCount.',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** What was found and what to do; no patient data. */
  readonly message: string;
}

export function refuse(code: RefusalCode, found: string): Refusal {
  return { kind: 'refused', code, message: `${found}. ${REFUSALS[code]}` };
}
