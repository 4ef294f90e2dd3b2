/**
 * Grey level run length features: PyRadiomics glrlm, IBSI grey level run length matrix (TP0I). P(i,j) counts runs of length j.
 * Each feature is the mean over directions, IBSI's aggregation "2D, averaged"; with weightingNorm it is of one summed matrix.
 */
import { DEFINED, degenerateNotes, LEVEL_HIGH, LEVEL_LOW, LEVEL_ONE, LEVEL_ZERO } from './degenerate-notes.ts';
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

const NOTES = degenerateNotes('runs');
const SMALLEST = '1 where no two neighbours have one level';

const FEATURES: readonly Omit<Feature<SizeStatistics>, 'discretised'>[] = [
  {
    name: 'GrayLevelNonUniformity',
    ibsi: 'R5YN',
    formula: 'Σ_i (Σ_j P(i,j))² / Nr',
    unit: '1',
    degenerate: NOTES.levelCount,
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
    degenerate: NOTES.entropyZero,
    value: jointEntropy,
  },
  {
    name: 'RunLengthNonUniformity',
    ibsi: 'W92Y',
    formula: 'Σ_j (Σ_i P(i,j))² / Nr',
    unit: '1',
    degenerate: NOTES.sizeCount,
    value: sizeNonUniformity,
  },
  {
    name: 'RunLengthNonUniformityNormalized',
    ibsi: 'IC23',
    formula: 'Σ_j (Σ_i P(i,j))² / Nr²',
    unit: '1',
    degenerate: NOTES.sizeOne,
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
    degenerate: NOTES.sizeZero,
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
