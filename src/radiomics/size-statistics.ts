/** What the features of a size matrix are made of: its marginal distributions, and its cells for those of both indices. */
import { entropyTerm } from './entropy.ts';
import type { SizeMatrix } from './size-matrix.ts';

export interface SizeStatistics {
  readonly matrix: SizeMatrix;
  /** N: sum of all cells (runs, zones, or pixels). */
  readonly total: number;
  readonly perLevel: Distribution;
  readonly perSize: Distribution;
}

/** Counts of the outcomes that occur. */
interface Distribution {
  readonly outcomes: Int32Array;
  readonly counts: Float64Array;
}

/** undefined for a matrix without any count. */
export function sizeStatistics(matrix: SizeMatrix): SizeStatistics | undefined {
  const { levels, starts, sizes, counts } = matrix;
  const perLevel = new Float64Array(levels.length);
  let total = 0;
  let largest = 0;
  for (let i = 0; i < levels.length; i++) {
    for (let n = starts[i]; n < starts[i + 1]; n++) {
      perLevel[i] += counts[n];
      if (sizes[n] > largest) largest = sizes[n];
    }
    total += perLevel[i];
  }
  if (total === 0) return undefined;
  return { matrix, total, perLevel: { outcomes: levels, counts: perLevel }, perSize: sizeDistribution(matrix, largest) };
}

function sizeDistribution({ sizes, counts }: SizeMatrix, largest: number): Distribution {
  const bySize = new Float64Array(largest + 1);
  for (let n = 0; n < sizes.length; n++) bySize[sizes[n]] += counts[n];
  const outcomes = new Int32Array(Math.min(largest, sizes.length));
  let distinct = 0;
  for (let j = 1; j <= largest; j++) if (bySize[j] !== 0) outcomes[distinct++] = j;
  const occurring = outcomes.slice(0, distinct);
  return { outcomes: occurring, counts: Float64Array.from(occurring, (j) => bySize[j]) };
}

/** Σ_j p(j) j², or Σ_j p(j) / j²: emphasis of high or low outcomes. */
export const levelEmphasis =
  (of: 'low' | 'high') =>
  ({ perLevel, total }: SizeStatistics): number =>
    emphasis(perLevel, of) / total;

export const sizeEmphasis =
  (of: 'low' | 'high') =>
  ({ perSize, total }: SizeStatistics): number =>
    emphasis(perSize, of) / total;

function emphasis({ outcomes, counts }: Distribution, of: 'low' | 'high'): number {
  let sum = 0;
  for (let n = 0; n < outcomes.length; n++) sum += weighted(counts[n], outcomes[n], of);
  return sum;
}

function weighted(count: number, outcome: number, of: 'low' | 'high'): number {
  return of === 'low' ? count / (outcome * outcome) : count * (outcome * outcome);
}

/** Both at once: Σ p(i,j) i^±2 j^±2. */
export const jointEmphasis =
  (ofSize: 'low' | 'high', ofLevel: 'low' | 'high') =>
  ({ matrix: { levels, starts, sizes, counts }, total }: SizeStatistics): number => {
    let sum = 0;
    for (let i = 0; i < levels.length; i++) {
      let row = 0;
      for (let n = starts[i]; n < starts[i + 1]; n++) row += weighted(counts[n], sizes[n], ofSize);
      sum += weighted(row, levels[i], ofLevel);
    }
    return sum / total;
  };

function sumOfSquares({ counts }: Distribution): number {
  let sum = 0;
  for (let n = 0; n < counts.length; n++) sum += counts[n] * counts[n];
  return sum;
}

export const levelNonUniformity = ({ perLevel, total }: SizeStatistics): number => sumOfSquares(perLevel) / total;
export const sizeNonUniformity = ({ perSize, total }: SizeStatistics): number => sumOfSquares(perSize) / total;
export const levelNonUniformityNormalized = (s: SizeStatistics): number => levelNonUniformity(s) / s.total;
export const sizeNonUniformityNormalized = (s: SizeStatistics): number => sizeNonUniformity(s) / s.total;

export const levelVariance = ({ perLevel, total }: SizeStatistics): number => variance(perLevel, total);
export const sizeVariance = ({ perSize, total }: SizeStatistics): number => variance(perSize, total);

function variance({ outcomes, counts }: Distribution, total: number): number {
  let sum = 0;
  for (let n = 0; n < counts.length; n++) sum += counts[n] * outcomes[n];
  const mean = sum / total;
  let squares = 0;
  for (let n = 0; n < counts.length; n++) squares += counts[n] * (outcomes[n] - mean) ** 2;
  return squares / total;
}

/** -Σ p(i,j) log2(p(i,j) + ε), in bit. */
export function jointEntropy({ matrix: { counts }, total }: SizeStatistics): number {
  let sum = 0;
  for (let n = 0; n < counts.length; n++) sum += entropyTerm(counts[n] / total);
  return sum;
}

/** N / Σ j P(i,j): runs or zones for each pixel. */
export function perPixel({ perSize: { outcomes, counts }, total }: SizeStatistics): number {
  let pixels = 0;
  for (let n = 0; n < counts.length; n++) pixels += counts[n] * outcomes[n];
  return total / pixels;
}
