/**
 * Grey level dependence features: PyRadiomics gldm, IBSI neighbouring grey level dependence matrix (REK0).
 * P(i,j) counts pixels of which j - 1 neighbours differ by at most gldm_a.
 */
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { dependenceMatrix } from './gldm-matrix.ts';
import {
  jointEmphasis,
  jointEntropy,
  levelEmphasis,
  levelNonUniformity,
  levelVariance,
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
const LEVEL_COUNT = 'the number of pixels where there is one grey level';
const SIZE_ZERO = '0 where all dependences are equal';
const SIZE_ONE = '1 where all dependences are equal';
const SIZE_COUNT = 'the number of pixels where all dependences are equal';
const ENTROPY_ZERO = '-3.2e-16 where there is one grey level and all dependences are equal';
const SMALLEST = '1 where no pixel has a dependent neighbour';

const FEATURES: readonly Omit<Feature<SizeStatistics>, 'discretised'>[] = [
  {
    name: 'DependenceEntropy',
    ibsi: 'FCBV',
    formula: '-Σ p(i,j) log2(p(i,j) + ε), p = P / N, ε = 2.2e-16',
    unit: 'bit',
    degenerate: ENTROPY_ZERO,
    value: jointEntropy,
  },
  {
    name: 'DependenceNonUniformity',
    ibsi: 'Z87G',
    formula: 'Σ_j (Σ_i P(i,j))² / N',
    unit: '1',
    degenerate: SIZE_COUNT,
    value: sizeNonUniformity,
  },
  {
    name: 'DependenceNonUniformityNormalized',
    ibsi: 'OKJI',
    formula: 'Σ_j (Σ_i P(i,j))² / N²',
    unit: '1',
    degenerate: SIZE_ONE,
    value: sizeNonUniformityNormalized,
  },
  {
    name: 'DependenceVariance',
    ibsi: 'DNX2',
    formula: 'Σ (j - μ)² P(i,j) / N, μ = Σ j P(i,j) / N',
    unit: '1',
    degenerate: SIZE_ZERO,
    value: sizeVariance,
  },
  {
    name: 'GrayLevelNonUniformity',
    ibsi: 'FP8K',
    formula: 'Σ_i (Σ_j P(i,j))² / N',
    unit: '1',
    degenerate: LEVEL_COUNT,
    value: levelNonUniformity,
  },
  {
    name: 'GrayLevelVariance',
    ibsi: '1PFV',
    formula: 'Σ (i - μ)² P(i,j) / N, μ = Σ i P(i,j) / N',
    unit: 'grey level²',
    degenerate: LEVEL_ZERO,
    value: levelVariance,
  },
  {
    name: 'HighGrayLevelEmphasis',
    ibsi: 'OAE7',
    formula: 'Σ P(i,j) i² / N',
    unit: 'grey level²',
    degenerate: LEVEL_HIGH,
    value: levelEmphasis('high'),
  },
  {
    name: 'LargeDependenceEmphasis',
    ibsi: 'IMOQ',
    formula: 'Σ P(i,j) j² / N',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('high'),
  },
  {
    name: 'LargeDependenceHighGrayLevelEmphasis',
    ibsi: '9QMG',
    formula: 'Σ P(i,j) i² j² / N',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'high'),
  },
  {
    name: 'LargeDependenceLowGrayLevelEmphasis',
    ibsi: 'NBZI',
    formula: 'Σ P(i,j) j² / i² / N',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'low'),
  },
  {
    name: 'LowGrayLevelEmphasis',
    ibsi: 'TL9H',
    formula: 'Σ P(i,j) / i² / N',
    unit: '1/grey level²',
    degenerate: LEVEL_LOW,
    value: levelEmphasis('low'),
  },
  {
    name: 'SmallDependenceEmphasis',
    ibsi: 'SODN',
    formula: 'Σ P(i,j) / j² / N',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('low'),
  },
  {
    name: 'SmallDependenceHighGrayLevelEmphasis',
    ibsi: 'JA6D',
    formula: 'Σ P(i,j) i² / j² / N',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'high'),
  },
  {
    name: 'SmallDependenceLowGrayLevelEmphasis',
    ibsi: 'EQ3F',
    formula: 'Σ P(i,j) / (i² j²) / N',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'low'),
  },
];

export const gldm = featureClass<ImageRegion, SizeStatistics>({
  name: 'gldm',
  title: 'Grey level dependence matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true })),
  sources: (region, use) => use(sizeStatistics(dependenceMatrix(region))!),
});
