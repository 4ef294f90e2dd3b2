/**
 * Grey level run length features: PyRadiomics glrlm, IBSI grey level run length matrix (TP0I). P(i,j) counts runs of length j.
 * Each feature is the mean over directions, IBSI's aggregation "2D, averaged"; with weightingNorm it is of one summed matrix.
 */
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { forEachRunMatrix } from './glrlm-matrices.ts';
import {
  jointEmphasis,
  jointEntropy,
  levelEmphasis,
  levelNonUniformity,
  levelNonUniformityNormalized,
  levelVariance,
  perPixel,
  type SizeStatistics,
  sizeEmphasis,
  sizeNonUniformity,
  sizeNonUniformityNormalized,
  sizeStatistics,
  sizeVariance,
} from './size-statistics.ts';

const DEFINED = 'no special value';
const LEVEL_LOW = '1 / level² where there is one grey level';
const LEVEL_HIGH = 'level² where there is one grey level';
const LEVEL_ZERO = '0 where there is one grey level';
const LEVEL_ONE = '1 where there is one grey level';
const LEVEL_COUNT = 'the number of runs where there is one grey level';
const SIZE_ZERO = '0 where all runs are equal';
const SIZE_ONE = '1 where all runs are equal';
const SIZE_COUNT = 'the number of runs where all runs are equal';
const ENTROPY_ZERO = '-3.2e-16 where there is one grey level and all runs are equal';
const SMALLEST = '1 where no two neighbours have one level';

const FEATURES: readonly Omit<Feature<SizeStatistics>, 'discretised'>[] = [
  {
    name: 'GrayLevelNonUniformity',
    ibsi: 'R5YN',
    formula: 'Σ_i (Σ_j P(i,j))² / Nr',
    unit: '1',
    degenerate: LEVEL_COUNT,
    value: levelNonUniformity,
  },
  {
    name: 'GrayLevelNonUniformityNormalized',
    ibsi: 'OVBL',
    formula: 'Σ_i (Σ_j P(i,j))² / Nr²',
    unit: '1',
    degenerate: LEVEL_ONE,
    value: levelNonUniformityNormalized,
  },
  {
    name: 'GrayLevelVariance',
    ibsi: '8CE5',
    formula: 'Σ (i - μ)² P(i,j) / Nr, μ = Σ i P(i,j) / Nr',
    unit: 'grey level²',
    degenerate: LEVEL_ZERO,
    value: levelVariance,
  },
  {
    name: 'HighGrayLevelRunEmphasis',
    ibsi: 'G3QZ',
    formula: 'Σ P(i,j) i² / Nr',
    unit: 'grey level²',
    degenerate: LEVEL_HIGH,
    value: levelEmphasis('high'),
  },
  {
    name: 'LongRunEmphasis',
    ibsi: 'W4KF',
    formula: 'Σ P(i,j) j² / Nr',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('high'),
  },
  {
    name: 'LongRunHighGrayLevelEmphasis',
    ibsi: '3KUM',
    formula: 'Σ P(i,j) i² j² / Nr',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'high'),
  },
  {
    name: 'LongRunLowGrayLevelEmphasis',
    ibsi: 'IVPO',
    formula: 'Σ P(i,j) j² / i² / Nr',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'low'),
  },
  {
    name: 'LowGrayLevelRunEmphasis',
    ibsi: 'V3SW',
    formula: 'Σ P(i,j) / i² / Nr',
    unit: '1/grey level²',
    degenerate: LEVEL_LOW,
    value: levelEmphasis('low'),
  },
  {
    name: 'RunEntropy',
    ibsi: 'HJ9O',
    formula: '-Σ p(i,j) log2(p(i,j) + ε), p = P / Nr, ε = 2.2e-16',
    unit: 'bit',
    degenerate: ENTROPY_ZERO,
    value: jointEntropy,
  },
  {
    name: 'RunLengthNonUniformity',
    ibsi: 'W92Y',
    formula: 'Σ_j (Σ_i P(i,j))² / Nr',
    unit: '1',
    degenerate: SIZE_COUNT,
    value: sizeNonUniformity,
  },
  {
    name: 'RunLengthNonUniformityNormalized',
    ibsi: 'IC23',
    formula: 'Σ_j (Σ_i P(i,j))² / Nr²',
    unit: '1',
    degenerate: SIZE_ONE,
    value: sizeNonUniformityNormalized,
  },
  {
    name: 'RunPercentage',
    ibsi: '9ZK5',
    formula: 'Nr / Np, Np pixels',
    unit: '1',
    degenerate: SMALLEST,
    value: perPixel,
  },
  {
    name: 'RunVariance',
    ibsi: 'SXLW',
    formula: 'Σ (j - μ)² P(i,j) / Nr, μ = Σ j P(i,j) / Nr',
    unit: '1',
    degenerate: SIZE_ZERO,
    value: sizeVariance,
  },
  {
    name: 'ShortRunEmphasis',
    ibsi: '22OV',
    formula: 'Σ P(i,j) / j² / Nr',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('low'),
  },
  {
    name: 'ShortRunHighGrayLevelEmphasis',
    ibsi: 'GD3A',
    formula: 'Σ P(i,j) i² / j² / Nr',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'high'),
  },
  {
    name: 'ShortRunLowGrayLevelEmphasis',
    ibsi: 'HTZT',
    formula: 'Σ P(i,j) / (i² j²) / Nr',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'low'),
  },
];

const NO_LINE = 'undefined where no line along the four directions holds two pixels of the region';

export const glrlm = featureClass<ImageRegion, SizeStatistics>({
  name: 'glrlm',
  title: 'Grey level run length matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true, degenerate: `${feature.degenerate}; ${NO_LINE}` })),
  sources: (region, use) =>
    forEachRunMatrix(region, (matrix) => {
      const statistics = sizeStatistics(matrix);
      if (statistics !== undefined) use(statistics);
    }),
});
