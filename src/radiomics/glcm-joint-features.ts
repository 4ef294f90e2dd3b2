/** Co-occurrence features of p(i,j), of its margins and of p(x+y), the distribution of sums of the two grey levels of a pair. */
import { EPSILON, entropy } from './entropy.ts';
import { expectation, type GlcmFeature, NO_ENTROPY, ONE, ZERO } from './glcm-features.ts';
import type { GlcmStatistics } from './glcm-statistics.ts';
import { maximalCorrelation } from './maximal-correlation.ts';

/** Differences of entropies below this are rounding. */
const MAX_ROUNDING = 1e-14;

const BARE = 'the level itself where there is one grey level';

/** Σ (k - ux - uy)^power p(x+y)(k). */
function clusterMoment({ sum, ux, uy }: GlcmStatistics, power: 2 | 3 | 4): number {
  return expectation(sum, (k) => {
    const deviation = k - ux - uy;
    const square = deviation * deviation;
    return power === 2 ? square : power === 3 ? square * deviation : square * square;
  });
}

export const JOINT_FEATURES: readonly GlcmFeature[] = [
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
  { name: 'JointAverage', ibsi: '60VM', formula: 'ux = Σ i p(i,j)', unit: 'grey level', degenerate: BARE, value: ({ ux }) => ux },
  { name: 'JointEnergy', ibsi: '8ZQL', formula: 'Σ p(i,j)²', unit: '1', degenerate: ONE, value: ({ energy }) => energy },
  {
    name: 'JointEntropy',
    ibsi: 'TU9B',
    formula: 'HXY = -Σ p(i,j) log2(p(i,j) + ε)',
    unit: 'bit',
    degenerate: NO_ENTROPY,
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
    degenerate: NO_ENTROPY,
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
