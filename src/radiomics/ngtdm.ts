/** Neighbourhood grey tone difference features: PyRadiomics ngtdm, IBSI neighbourhood grey tone difference matrix (IPET). */
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { type NgtdmStatistics, ngtdmStatistics } from './ngtdm-statistics.ts';

/** Σ over ordered pairs of different levels that occur; `term` must be symmetrical. */
function overPairs({ levels }: NgtdmStatistics, term: (a: number, b: number) => number): number {
  let sum = 0;
  for (let a = 1; a < levels.length; a++) for (let b = 0; b < a; b++) sum += term(a, b);
  return 2 * sum;
}

/** Σ p(i) s(i). */
function meanDifference({ p, s }: NgtdmStatistics): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i] * s[i];
  return sum;
}

function totalDifference({ s }: NgtdmStatistics): number {
  let sum = 0;
  for (let i = 0; i < s.length; i++) sum += s[i];
  return sum;
}

const ISOLATED = 'IBSI leaves pixels without neighbours out; here they count in p(i) with s = 0';
const FLAT_ZERO = '0 where there is one grey level';

const FEATURES: readonly Omit<Feature<NgtdmStatistics>, 'discretised' | 'differsFromIbsi'>[] = [
  {
    name: 'Busyness',
    ibsi: 'NQ30',
    formula: 'Σ p(i) s(i) / Σ_i Σ_j |i p(i) - j p(j)|',
    unit: '1',
    degenerate: '0 where the denominator is 0, as for one grey level',
    value: (g) => {
      const { levels, p } = g;
      const differences = overPairs(g, (a, b) => Math.abs(levels[a] * p[a] - levels[b] * p[b]));
      return differences === 0 ? 0 : meanDifference(g) / differences;
    },
  },
  {
    name: 'Coarseness',
    ibsi: 'QCDE',
    formula: '1 / Σ p(i) s(i)',
    unit: '1/grey level',
    degenerate: '10⁶ where the sum is 0, as for one grey level',
    value: (g) => {
      const sum = meanDifference(g);
      return sum === 0 ? 1e6 : 1 / sum;
    },
  },
  {
    name: 'Complexity',
    ibsi: 'HDEZ',
    formula: 'Σ_i Σ_j |i - j| (p(i) s(i) + p(j) s(j)) / (p(i) + p(j)) / N, N pixels',
    unit: 'grey level²',
    degenerate: FLAT_ZERO,
    value: (g) => {
      const { levels, p, s, total } = g;
      return overPairs(g, (a, b) => ((levels[a] - levels[b]) * (p[a] * s[a] + p[b] * s[b])) / (p[a] + p[b])) / total;
    },
  },
  {
    name: 'Contrast',
    ibsi: '65HE',
    formula: 'Σ_i Σ_j p(i) p(j) (i - j)² / (n (n - 1)) · Σ s(i) / N, n levels that occur, N pixels',
    unit: 'grey level³',
    degenerate: FLAT_ZERO,
    value: (g) => {
      const { levels, p, total } = g;
      if (levels.length === 1) return 0;
      const spread = overPairs(g, (a, b) => p[a] * p[b] * (levels[a] - levels[b]) ** 2);
      return (spread * totalDifference(g)) / total / (levels.length * (levels.length - 1));
    },
  },
  {
    name: 'Strength',
    ibsi: '1X9X',
    formula: 'Σ_i Σ_j (p(i) + p(j)) (i - j)² / Σ s(i)',
    unit: 'grey level',
    degenerate: '0 where Σ s(i) = 0, as for one grey level',
    value: (g) => {
      const { levels, p } = g;
      const differences = totalDifference(g);
      return differences === 0 ? 0 : overPairs(g, (a, b) => (p[a] + p[b]) * (levels[a] - levels[b]) ** 2) / differences;
    },
  },
];

export const ngtdm = featureClass<ImageRegion, NgtdmStatistics>({
  name: 'ngtdm',
  title: 'Neighbourhood grey tone difference matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true, differsFromIbsi: ISOLATED })),
  sources: (region, use) => use(ngtdmStatistics(region)),
});
