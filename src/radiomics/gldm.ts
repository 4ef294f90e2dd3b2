/**
 * Grey level dependence features: PyRadiomics gldm, IBSI neighbouring grey level dependence matrix (REK0).
 * P(i,j) counts pixels of which j - 1 neighbours differ by at most gldm_a.
 */
import { DEFINED, degenerateNotes, LEVEL_HIGH, LEVEL_LOW, LEVEL_ZERO } from './degenerate-notes.ts';
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

const NOTES = degenerateNotes('pixels', 'dependences');
const SMALLEST = '1 where no pixel has a dependent neighbour';

const FEATURES: readonly Omit<Feature<SizeStatistics>, 'discretised'>[] = [
  {
    name: 'DependenceEntropy',
    ibsi: 'FCBV',
    formula: '-Σ p(i,j) log2(p(i,j) + ε), p = P / N, ε = 2.2e-16',
    unit: 'bit',
    degenerate: NOTES.entropyZero,
    value: jointEntropy,
  },
  {
    name: 'DependenceNonUniformity',
    ibsi: 'Z87G',
    formula: 'Σ_j (Σ_i P(i,j))² / N',
    unit: '1',
    degenerate: NOTES.sizeCount,
    value: sizeNonUniformity,
  },
  {
    name: 'DependenceNonUniformityNormalized',
    ibsi: 'OKJI',
    formula: 'Σ_j (Σ_i P(i,j))² / N²',
    unit: '1',
    degenerate: NOTES.sizeOne,
    value: sizeNonUniformityNormalized,
  },
  {
    name: 'DependenceVariance',
    ibsi: 'DNX2',
    formula: 'Σ (j - μ)² P(i,j) / N, μ = Σ j P(i,j) / N',
    unit: '1',
    degenerate: NOTES.sizeZero,
    value: sizeVariance,
  },
  {
    name: 'GrayLevelNonUniformity',
    ibsi: 'FP8K',
    formula: 'Σ_i (Σ_j P(i,j))² / N',
    unit: '1',
    degenerate: NOTES.levelCount,
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
