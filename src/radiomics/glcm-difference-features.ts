/** Co-occurrence features of p(x-y), the distribution of differences between the two grey levels of a pair. */
import { entropy } from './entropy.ts';
import { expectation, type GlcmFeature, NO_ENTROPY, ONE, ZERO } from './glcm-features.ts';
import type { GlcmStatistics } from './glcm-statistics.ts';

function differenceAverage({ difference }: GlcmStatistics): number {
  return expectation(difference, (k) => k);
}

export const DIFFERENCE_FEATURES: readonly GlcmFeature[] = [
  {
    name: 'Contrast',
    ibsi: 'ACUI',
    formula: 'Σ k² p(x-y)(k)',
    unit: 'grey level²',
    degenerate: ZERO,
    value: ({ difference }) => expectation(difference, (k) => k * k),
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
    degenerate: NO_ENTROPY,
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
    name: 'InverseVariance',
    ibsi: 'E8JP',
    formula: 'Σ p(x-y)(k) / k², k ≥ 1',
    unit: '1',
    degenerate: ZERO,
    value: ({ difference }) => expectation(difference, (k) => (k === 0 ? 0 : 1 / (k * k))),
  },
];
