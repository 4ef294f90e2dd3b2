/**
 * Grey level co-occurrence features: PyRadiomics glcm, IBSI grey level co-occurrence matrix (LFYI). Each is the mean over
 * directions, so IBSI's aggregation is "2D, averaged". Sums over p(x+y) and p(x-y) run over k as in Haralick.
 */
import { EPSILON, entropy } from './entropy.ts';
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { forEachMatrix } from './glcm-matrices.ts';
import { type GlcmStatistics, glcmStatistics } from './glcm-statistics.ts';
import { maximalCorrelation } from './maximal-correlation.ts';

/** Σ f(k) p(k) over the indices of a marginal distribution. */
function expectation(distribution: Float64Array, f: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < distribution.length; k++) if (distribution[k] !== 0) sum += f(k) * distribution[k];
  return sum;
}

/** Σ (k - ux - uy)^power p(x+y)(k). */
function clusterMoment({ sum, ux, uy }: GlcmStatistics, power: 2 | 3 | 4): number {
  return expectation(sum, (k) => {
    const deviation = k - ux - uy;
    const square = deviation * deviation;
    return power === 2 ? square : power === 3 ? square * deviation : square * square;
  });
}

function differenceAverage({ difference }: GlcmStatistics): number {
  return expectation(difference, (k) => k);
}

const ZERO = '0 where there is one grey level';
const ONE = '1 where there is one grey level';
const BARE = 'the level itself where there is one grey level';

const FEATURES: readonly Omit<Feature<GlcmStatistics>, 'discretised'>[] = [
  {
    name: 'Autocorrelation',
    ibsi: 'QWB0',
    formula: 'Σ i j p(i,j)',
    unit: 'grey level²',
    degenerate: BARE,
    value: ({ covariance, ux, uy }) => covariance + ux * uy,
  },
  {
    name: 'ClusterProminence',
    ibsi: 'AE86',
    formula: 'Σ (i + j - ux - uy)⁴ p(i,j)',
    unit: 'grey level⁴',
    degenerate: ZERO,
    value: (g) => clusterMoment(g, 4),
  },
  {
    name: 'ClusterShade',
    ibsi: '7NFM',
    formula: 'Σ (i + j - ux - uy)³ p(i,j)',
    unit: 'grey level³',
    degenerate: ZERO,
    value: (g) => clusterMoment(g, 3),
  },
  {
    name: 'ClusterTendency',
    ibsi: 'DG8W',
    formula: 'Σ (i + j - ux - uy)² p(i,j)',
    unit: 'grey level²',
    degenerate: ZERO,
    value: (g) => clusterMoment(g, 2),
  },
  {
    name: 'Contrast',
    ibsi: 'ACUI',
    formula: 'Σ k² p(x-y)(k)',
    unit: 'grey level²',
    degenerate: ZERO,
    value: ({ difference }) => expectation(difference, (k) => k * k),
  },
  {
    name: 'Correlation',
    ibsi: 'NI2N',
    formula: 'Σ (i - ux)(j - uy) p(i,j) / (σx σy + ε)',
    unit: '1',
    degenerate: '1 where σx σy = 0',
    value: ({ covariance, varianceX, varianceY }) => {
      const deviations = Math.sqrt(varianceX) * Math.sqrt(varianceY);
      return deviations === 0 ? 1 : covariance / (deviations + EPSILON);
    },
  },
  {
    name: 'DifferenceAverage',
    ibsi: 'TF7R',
    formula: 'Σ k p(x-y)(k)',
    unit: 'grey level',
    degenerate: ZERO,
    value: differenceAverage,
  },
  {
    name: 'DifferenceEntropy',
    ibsi: 'NTRS',
    formula: '-Σ p(x-y)(k) log2(p(x-y)(k) + ε)',
    unit: 'bit',
    degenerate: '-3.2e-16 where there is one grey level',
    value: ({ difference }) => entropy(difference),
  },
  {
    name: 'DifferenceVariance',
    ibsi: 'D3YU',
    formula: 'Σ (k - DifferenceAverage)² p(x-y)(k)',
    unit: 'grey level²',
    degenerate: ZERO,
    value: (g) => {
      const average = differenceAverage(g);
      return expectation(g.difference, (k) => (k - average) ** 2);
    },
  },
  {
    name: 'Id',
    ibsi: 'IB1Z',
    formula: 'Σ p(x-y)(k) / (1 + k)',
    unit: '1',
    degenerate: ONE,
    value: ({ difference }) => expectation(difference, (k) => 1 / (1 + k)),
  },
  {
    name: 'Idm',
    ibsi: 'WF0Z',
    formula: 'Σ p(x-y)(k) / (1 + k²)',
    unit: '1',
    degenerate: ONE,
    value: ({ difference }) => expectation(difference, (k) => 1 / (1 + k * k)),
  },
  {
    name: 'Idmn',
    ibsi: '1QCO',
    formula: 'Σ p(x-y)(k) / (1 + k² / Ng²)',
    unit: '1',
    degenerate: ONE,
    value: ({ difference, highest }) => expectation(difference, (k) => 1 / (1 + (k * k) / (highest * highest))),
  },
  {
    name: 'Idn',
    ibsi: 'NDRX',
    formula: 'Σ p(x-y)(k) / (1 + k / Ng)',
    unit: '1',
    degenerate: ONE,
    value: ({ difference, highest }) => expectation(difference, (k) => 1 / (1 + k / highest)),
  },
  {
    name: 'Imc1',
    ibsi: 'R8DG',
    formula: '(HXY - HXY1) / max(HX, HY)',
    unit: '1',
    degenerate: ZERO,
    value: (g) => {
      const { HX, HY, HXY, HXY1 } = g.entropies();
      return Math.max(HX, HY) <= MAX_ROUNDING ? 0 : (HXY - HXY1) / Math.max(HX, HY);
    },
  },
  {
    name: 'Imc2',
    ibsi: 'JN9H',
    formula: '√(1 - exp(-2 (HXY2 - HXY)))',
    unit: '1',
    degenerate: '0 where the two pixels of a pair are independent, one grey level included',
    value: (g) => {
      const { HXY, HXY2 } = g.entropies();
      return HXY2 - HXY <= MAX_ROUNDING ? 0 : Math.sqrt(1 - Math.exp(-2 * (HXY2 - HXY)));
    },
  },
  {
    name: 'InverseVariance',
    ibsi: 'E8JP',
    formula: 'Σ p(x-y)(k) / k², k ≥ 1',
    unit: '1',
    degenerate: ZERO,
    value: ({ difference }) => expectation(difference, (k) => (k === 0 ? 0 : 1 / (k * k))),
  },
  { name: 'JointAverage', ibsi: '60VM', formula: 'ux = Σ i p(i,j)', unit: 'grey level', degenerate: BARE, value: ({ ux }) => ux },
  { name: 'JointEnergy', ibsi: '8ZQL', formula: 'Σ p(i,j)²', unit: '1', degenerate: ONE, value: ({ energy }) => energy },
  {
    name: 'JointEntropy',
    ibsi: 'TU9B',
    formula: 'HXY = -Σ p(i,j) log2(p(i,j) + ε)',
    unit: 'bit',
    degenerate: '-3.2e-16 where there is one grey level',
    value: (g) => g.entropies().HXY,
  },
  {
    name: 'MCC',
    formula: '√ of the second largest eigenvalue of Q(i,j) = Σ_k p(i,k) p(j,k) / (px(i) py(k))',
    unit: '1',
    degenerate: ONE,
    value: maximalCorrelation,
  },
  {
    name: 'MaximumProbability',
    ibsi: 'GYBY',
    formula: 'max p(i,j)',
    unit: '1',
    degenerate: ONE,
    value: ({ maximum }) => maximum,
  },
  {
    name: 'SumAverage',
    ibsi: 'ZGXS',
    formula: 'Σ k p(x+y)(k)',
    unit: 'grey level',
    degenerate: 'twice the level where there is one grey level',
    value: ({ sum }) => expectation(sum, (k) => k),
  },
  {
    name: 'SumEntropy',
    ibsi: 'P6QZ',
    formula: '-Σ p(x+y)(k) log2(p(x+y)(k) + ε)',
    unit: 'bit',
    degenerate: '-3.2e-16 where there is one grey level',
    value: ({ sum }) => entropy(sum),
  },
  {
    name: 'SumSquares',
    ibsi: 'UR99',
    formula: 'Σ (i - ux)² p(i,j)',
    unit: 'grey level²',
    degenerate: ZERO,
    value: ({ varianceX }) => varianceX,
  },
];

/** Differences of entropies below this are rounding. */
const MAX_ROUNDING = 1e-14;

const NO_PAIRS = 'undefined where no two pixels of the region lie at the given distances';

export const glcm = featureClass<ImageRegion, GlcmStatistics>({
  name: 'glcm',
  title: 'Grey level co-occurrence matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true, degenerate: `${feature.degenerate}; ${NO_PAIRS}` })),
  sources: (region, use) =>
    forEachMatrix(region, (matrix) => {
      const statistics = glcmStatistics(matrix, region.greyLevels);
      if (statistics !== undefined) use(statistics);
    }),
});
