/** What each image type is and how its images are named, for docs/features.md; a test holds the examples to the code. */
import type { ImageTypeName } from './settings.ts';

export interface ImageTypeDescription {
  readonly what: string;
  /** Code of the filter in the IBSI 2 reference manual, where it is known. */
  readonly ibsi?: string;
  /** Settings under which the first derived image has the name in `example`. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly example: string;
}

export const IMAGE_TYPE_DESCRIPTIONS: Readonly<Record<ImageTypeName, ImageTypeDescription>> = {
  Original: { what: 'The image itself, after normalisation and resampling', settings: {}, example: 'original' },
  Wavelet: {
    what: 'Stationary wavelet as in PyRadiomics: periodic, the same filter at every level; first letter along x, second along y',
    settings: { wavelet: 'coif1', level: 1, start_level: 0 },
    example: 'wavelet-LH',
  },
  LoG: {
    what: 'Laplacian of Gaussian as in PyRadiomics: recursive, times σ² (mm), single precision',
    settings: { sigma: [1] },
    example: 'log-sigma-1-0-mm-3D',
  },
  Square: { what: '(x / √max|x|)² with the sign of x', settings: {}, example: 'square' },
  SquareRoot: { what: '√(|x| max|x|) with the sign of x', settings: {}, example: 'squareroot' },
  Logarithm: { what: 'log(|x| + 1) with the sign of x, scaled to max|x|', settings: {}, example: 'logarithm' },
  Exponential: { what: 'exp(x log(max|x|) / max|x|)', settings: {}, example: 'exponential' },
  Gradient: { what: 'Gradient magnitude, central differences', settings: { gradientUseSpacing: true }, example: 'gradient' },
  LBP2D: {
    what: 'Local binary patterns, uniform and invariant to rotation',
    settings: { lbp2DRadius: 1, lbp2DSamples: 8, lbp2DMethod: 'uniform' },
    example: 'lbp-2D',
  },
  Mean: {
    what: 'Mean over a square of `support` pixels (odd)',
    settings: { support: [15], boundary: 'mirror' },
    example: 'mean-15',
  },
  LoGKernel: {
    what: 'Laplacian of Gaussian by a kernel sampled to `truncate` standard deviations, in pixel units',
    ibsi: 'L6PA',
    settings: { sigmaMm: [0.5], truncate: 4, boundary: 'mirror' },
    example: 'log-kernel-sigma-0-5-mm',
  },
  Laws: {
    what: 'Laws kernels (L5, E5, S5, W5, R5, L3, E3, S3), first along x; optionally the pooled quarter turns, and the mean absolute response within `energyDistance` pixels',
    settings: { kernels: ['L5E5'], rotationInvariant: true, pooling: 'max', energyDistance: 7, boundary: 'mirror' },
    example: 'laws-L5E5-rot-max-energy-7',
  },
  Gabor: {
    what: 'Modulus of the Gabor response; `theta` in degrees from x towards y, or all directions `rotationStep` degrees apart, pooled',
    ibsi: 'Q88H',
    settings: {
      sigmaMm: [0.5],
      lambdaMm: 0.2,
      gamma: 1.5,
      rotationStep: 45,
      pooling: 'average',
      truncate: 5,
      boundary: 'mirror',
    },
    example: 'gabor-sigma-0-5-mm-lambda-0-2-mm-gamma-1-5-rot-45-0-average',
  },
  SeparableWavelet: {
    what: 'Undecimated wavelet with dilated filters (à trous); optionally the pooled quarter turns',
    ibsi: '25BO',
    settings: { wavelet: 'bior2.2', level: 1, rotationInvariant: true, pooling: 'average', boundary: 'mirror' },
    example: 'separable-wavelet-bior2.2-LH-rot-average',
  },
};
