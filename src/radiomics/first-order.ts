/** First-order features: PyRadiomics firstorder, IBSI intensity-based statistics (UHIW) and intensity histogram (ZVCW). */
import { entropy } from './entropy.ts';
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { type FirstOrderStatistics, firstOrderStatistics } from './first-order-statistics.ts';

const FLAT_ZERO = '0 for a flat region';
const FLAT_VALUE = 'the intensity of a flat region';

type Row = Omit<Feature<FirstOrderStatistics>, 'discretised'>;

const ON_INTENSITIES: readonly Row[] = [
  {
    name: 'Energy',
    ibsi: 'N8CA',
    formula: 'Σ (x + c)², c = voxelArrayShift',
    unit: 'intensity²',
    degenerate: 'always defined; grows with the number of pixels',
    value: (s) => s.energy().sum,
  },
  {
    name: 'TotalEnergy',
    formula: 'Energy times pixel area times a slice thickness of 1 mm',
    unit: 'intensity² mm³',
    degenerate: 'always defined',
    value: (s) => s.energy().sum * s.pixelVolumeMm3,
  },
  {
    name: 'Minimum',
    ibsi: '1GSF',
    formula: 'min x',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.moments().minimum,
  },
  {
    name: '10Percentile',
    ibsi: 'QG58',
    formula: '10th percentile, linear interpolation',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.quantiles().p10,
  },
  {
    name: '90Percentile',
    ibsi: '8DWT',
    formula: '90th percentile, linear interpolation',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.quantiles().p90,
  },
  {
    name: 'Maximum',
    ibsi: '84IY',
    formula: 'max x',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.moments().maximum,
  },
  {
    name: 'Mean',
    ibsi: 'Q4LE',
    formula: 'μ = Σ x / N',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.moments().mean,
  },
  {
    name: 'Median',
    ibsi: 'Y12H',
    formula: '50th percentile',
    unit: 'intensity',
    degenerate: FLAT_VALUE,
    value: (s) => s.quantiles().p50,
  },
  {
    name: 'InterquartileRange',
    ibsi: 'SALO',
    formula: '75th minus 25th percentile',
    unit: 'intensity',
    degenerate: FLAT_ZERO,
    value: (s) => s.quantiles().p75 - s.quantiles().p25,
  },
  {
    name: 'Range',
    ibsi: '2OJQ',
    formula: 'max x - min x',
    unit: 'intensity',
    degenerate: FLAT_ZERO,
    value: (s) => s.moments().maximum - s.moments().minimum,
  },
  {
    name: 'MeanAbsoluteDeviation',
    ibsi: '4FUA',
    formula: 'Σ |x - μ| / N',
    unit: 'intensity',
    degenerate: FLAT_ZERO,
    value: (s) => s.moments().meanAbsoluteDeviation,
  },
  {
    name: 'RobustMeanAbsoluteDeviation',
    ibsi: '1128',
    formula: 'mean absolute deviation, from their own mean, of the values in [p10, p90]',
    unit: 'intensity',
    degenerate: 'undefined where no value lies in [p10, p90], as for two unequal pixels',
    value: (s) => s.robustDeviation().mean,
  },
  {
    name: 'RootMeanSquared',
    ibsi: '5ZWQ',
    formula: '√(Σ (x + c)² / N), c = voxelArrayShift',
    unit: 'intensity',
    degenerate: 'always defined',
    value: (s) => Math.sqrt(s.energy().mean),
  },
  {
    name: 'Skewness',
    ibsi: 'KE2A',
    formula: 'm3 / m2^1.5, population moments',
    unit: '1',
    degenerate: FLAT_ZERO,
    value: (s) => (s.moments().m2 === 0 ? 0 : s.moments().m3 / s.moments().m2 ** 1.5),
  },
  {
    name: 'Kurtosis',
    ibsi: 'IPH6',
    formula: 'm4 / m2², population moments',
    unit: '1',
    degenerate: FLAT_ZERO,
    differsFromIbsi: 'IBSI defines excess kurtosis: 3 less',
    value: (s) => (s.moments().m2 === 0 ? 0 : s.moments().m4 / s.moments().m2 ** 2),
  },
  {
    name: 'Variance',
    ibsi: 'ECT3',
    formula: 'm2 = Σ (x - μ)² / N',
    unit: 'intensity²',
    degenerate: FLAT_ZERO,
    value: (s) => s.moments().m2,
  },
];

const ON_GREY_LEVELS: readonly Row[] = [
  {
    name: 'Entropy',
    ibsi: 'TLU2',
    formula: '-Σ p log2(p + ε) over grey levels, ε = 2.2e-16',
    unit: 'bit',
    degenerate: '-3.2e-16 where there is one grey level',
    value: (s) => entropy(probabilities(s)),
  },
  {
    name: 'Uniformity',
    ibsi: 'BJ5W',
    formula: 'Σ p² over grey levels',
    unit: '1',
    degenerate: '1 where there is one grey level',
    value: (s) => probabilities(s).reduce((sum, p) => sum + p * p, 0),
  },
];

function probabilities(statistics: FirstOrderStatistics): Float64Array {
  const { counts, rank } = statistics.greyLevels;
  return counts.map((count) => count / rank.length);
}

export const firstOrder = featureClass<ImageRegion, FirstOrderStatistics>({
  name: 'firstorder',
  title: 'First order',
  features: [
    ...ON_INTENSITIES.map((row) => ({ ...row, discretised: false })),
    ...ON_GREY_LEVELS.map((row) => ({ ...row, discretised: true })),
  ],
  sources: (region, use) => use(firstOrderStatistics(region)),
});
