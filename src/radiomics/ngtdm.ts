/** Neighbourhood grey tone difference features: PyRadiomics ngtdm, IBSI neighbourhood grey tone difference matrix (IPET). */
import { type Feature, featureClass, type ImageRegion } from './feature-class.ts';
import { type NgtdmStatistics, ngtdmStatistics } from './ngtdm-statistics.ts';

/** Σ_i Σ_j |i p(i) - j p(j)|: in ascending order each gap lies between all pairs of one before and one behind it. */
function sumOfDifferences({ levels, p }: NgtdmStatistics): number {
  const products = p.map((share, i) => share * levels[i]).sort();
  const { length } = products;
  let sum = 0;
  for (let i = 1; i < length; i++) sum += i * (length - i) * (products[i] - products[i - 1]);
  return 2 * sum;
}

/** Σ_i Σ_j |i - j| (p(i) s(i) + p(j) s(j)) / (p(i) + p(j)). */
function complexity({ levels, p, s }: NgtdmStatistics): number {
  let sum = 0;
  for (let a = 1; a < levels.length; a++) {
    const weighted = p[a] * s[a];
    for (let b = 0; b < a; b++) sum += ((levels[a] - levels[b]) * (weighted + p[b] * s[b])) / (p[a] + p[b]);
  }
  return 2 * sum;
}

/** Σ_i Σ_j p(i) p(j) (i - j)² = 2 Σ p Σ p (i - μ)², μ the weighted mean. */
function spread({ levels, p }: NgtdmStatistics): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    total += p[i];
    sum += p[i] * levels[i];
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < p.length; i++) squares += p[i] * (levels[i] - mean) ** 2;
  return 2 * total * squares;
}

/** Σ_i Σ_j (p(i) + p(j)) (i - j)² = 2 Σ p(i) (n c² + Σ c²) for the n levels c from their mean. */
function weightedSpread({ levels, p }: NgtdmStatistics): number {
  const { length } = levels;
  const mean = levels.reduce((sum, level) => sum + level, 0) / length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (levels[i] - mean) ** 2;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += p[i] * (length * (levels[i] - mean) ** 2 + squares);
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
      const differences = sumOfDifferences(g);
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
    value: (g) => complexity(g) / g.total,
  },
  {
    name: 'Contrast',
    ibsi: '65HE',
    formula: 'Σ_i Σ_j p(i) p(j) (i - j)² / (n (n - 1)) · Σ s(i) / N, n levels that occur, N pixels',
    unit: 'grey level³',
    degenerate: FLAT_ZERO,
    value: (g) => {
      const { levels, total } = g;
      if (levels.length === 1) return 0;
      return (spread(g) * totalDifference(g)) / total / (levels.length * (levels.length - 1));
    },
  },
  {
    name: 'Strength',
    ibsi: '1X9X',
    formula: 'Σ_i Σ_j (p(i) + p(j)) (i - j)² / Σ s(i)',
    unit: 'grey level',
    degenerate: '0 where Σ s(i) = 0, as for one grey level',
    value: (g) => {
      const differences = totalDifference(g);
      return differences === 0 ? 0 : weightedSpread(g) / differences;
    },
  },
];

export const ngtdm = featureClass<ImageRegion, NgtdmStatistics>({
  name: 'ngtdm',
  title: 'Neighbourhood grey tone difference matrix',
  features: FEATURES.map((feature) => ({ ...feature, discretised: true, differsFromIbsi: ISOLATED })),
  sources: (region, use) => use(ngtdmStatistics(region)),
});
