/** Grey level size zone features: PyRadiomics glszm, IBSI grey level size zone matrix (9SAK). P(i,j) counts zones of j pixels. */
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { zoneMatrix } from './glszm-matrix.ts';
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
const LEVEL_COUNT = 'the number of zones where there is one grey level';
const SIZE_ZERO = '0 where all zones are equal';
const SIZE_ONE = '1 where all zones are equal';
const SIZE_COUNT = 'the number of zones where all zones are equal';
const ENTROPY_ZERO = '-3.2e-16 where there is one grey level and all zones are equal';
const SMALLEST = '1 where no two neighbours have one level';

const FEATURES: readonly Omit<Feature<SizeStatistics>, 'discretised'>[] = [
  {
    name: 'GrayLevelNonUniformity',
    ibsi: 'JNSA',
    formula: 'Σ_i (Σ_j P(i,j))² / Nz',
    unit: '1',
    degenerate: LEVEL_COUNT,
    value: levelNonUniformity,
  },
  {
    name: 'GrayLevelNonUniformityNormalized',
    ibsi: 'Y1RO',
    formula: 'Σ_i (Σ_j P(i,j))² / Nz²',
    unit: '1',
    degenerate: LEVEL_ONE,
    value: levelNonUniformityNormalized,
  },
  {
    name: 'GrayLevelVariance',
    ibsi: 'BYLV',
    formula: 'Σ (i - μ)² P(i,j) / Nz, μ = Σ i P(i,j) / Nz',
    unit: 'grey level²',
    degenerate: LEVEL_ZERO,
    value: levelVariance,
  },
  {
    name: 'HighGrayLevelZoneEmphasis',
    ibsi: '5GN9',
    formula: 'Σ P(i,j) i² / Nz',
    unit: 'grey level²',
    degenerate: LEVEL_HIGH,
    value: levelEmphasis('high'),
  },
  {
    name: 'LargeAreaEmphasis',
    ibsi: '48P8',
    formula: 'Σ P(i,j) j² / Nz',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('high'),
  },
  {
    name: 'LargeAreaHighGrayLevelEmphasis',
    ibsi: 'J17V',
    formula: 'Σ P(i,j) i² j² / Nz',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'high'),
  },
  {
    name: 'LargeAreaLowGrayLevelEmphasis',
    ibsi: 'YH51',
    formula: 'Σ P(i,j) j² / i² / Nz',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('high', 'low'),
  },
  {
    name: 'LowGrayLevelZoneEmphasis',
    ibsi: 'XMSY',
    formula: 'Σ P(i,j) / i² / Nz',
    unit: '1/grey level²',
    degenerate: LEVEL_LOW,
    value: levelEmphasis('low'),
  },
  {
    name: 'SizeZoneNonUniformity',
    ibsi: '4JP3',
    formula: 'Σ_j (Σ_i P(i,j))² / Nz',
    unit: '1',
    degenerate: SIZE_COUNT,
    value: sizeNonUniformity,
  },
  {
    name: 'SizeZoneNonUniformityNormalized',
    ibsi: 'VB3A',
    formula: 'Σ_j (Σ_i P(i,j))² / Nz²',
    unit: '1',
    degenerate: SIZE_ONE,
    value: sizeNonUniformityNormalized,
  },
  {
    name: 'SmallAreaEmphasis',
    ibsi: '5QRC',
    formula: 'Σ P(i,j) / j² / Nz',
    unit: '1',
    degenerate: SMALLEST,
    value: sizeEmphasis('low'),
  },
  {
    name: 'SmallAreaHighGrayLevelEmphasis',
    ibsi: 'HW1V',
    formula: 'Σ P(i,j) i² / j² / Nz',
    unit: 'grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'high'),
  },
  {
    name: 'SmallAreaLowGrayLevelEmphasis',
    ibsi: '5RAI',
    formula: 'Σ P(i,j) / (i² j²) / Nz',
    unit: '1/grey level²',
    degenerate: DEFINED,
    value: jointEmphasis('low', 'low'),
  },
  {
    name: 'ZoneEntropy',
    ibsi: 'GU8N',
    formula: '-Σ p(i,j) log2(p(i,j) + ε), p = P / Nz, ε = 2.2e-16',
    unit: 'bit',
    degenerate: ENTROPY_ZERO,
    value: jointEntropy,
  },
  {
    name: 'ZonePercentage',
    ibsi: 'P30P',
    formula: 'Nz / Np, Np pixels',
    unit: '1',
    degenerate: SMALLEST,
    value: perPixel,
  },
  {
    name: 'ZoneVariance',
    ibsi: '3NSA',
    formula: 'Σ (j - μ)² P(i,j) / Nz, μ = Σ j P(i,j) / Nz',
    unit: '1',
    degenerate: SIZE_ZERO,
    value: sizeVariance,
  },
];

export const glszm = featureClass<ImageRegion, SizeStatistics>({
  name: 'glszm',
  title: 'Grey level size zone matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true })),
  sources: (region, use) => use(sizeStatistics(zoneMatrix(region))!),
});
