/**
 * Maps of co-occurrence features of the counts themselves: energy, maximum and entropies. A kernel has few pairs, so they are
 * counted one by one into scratch cells and taken out again, and no matrix is searched for occupied cells.
 */
import { entropyTerm } from './entropy.ts';
import type { KernelFrame } from './kernel-frame.ts';
import { bordered, forEachPairPlane } from './pair-plane.ts';

/** What a feature counts, and what a count c of n contributes. */
interface CountFeature {
  readonly of: 'pair' | 'sum' | 'difference';
  readonly term: (count: number, n: number) => number;
  readonly combine: 'sum' | 'maximum';
}

const entropy = (count: number, n: number): number => entropyTerm(count / n);

const COUNT_FEATURES: Readonly<Record<string, CountFeature>> = {
  JointEnergy: { of: 'pair', term: (count, n) => (count / n) ** 2, combine: 'sum' },
  MaximumProbability: { of: 'pair', term: (count, n) => count / n, combine: 'maximum' },
  JointEntropy: { of: 'pair', term: entropy, combine: 'sum' },
  SumEntropy: { of: 'sum', term: entropy, combine: 'sum' },
  DifferenceEntropy: { of: 'difference', term: entropy, combine: 'sum' },
};

/** Beyond this the table of terms would be larger than the work it saves. */
const MAX_COUNT = 512;

export function countFeatureNames({ kernelRadius, settings }: KernelFrame, names: readonly string[]): string[] {
  if (settings.weightingNorm !== null || 2 * (2 * kernelRadius + 1) ** 2 > MAX_COUNT) return [];
  return names.filter((name) => name in COUNT_FEATURES);
}

/** Fills one map for each name, at `targets`, with the mean over the directions that have pairs. */
export function mapCounts(
  frame: KernelFrame,
  names: readonly string[],
  targets: Int32Array,
  maps: readonly Float64Array[],
): void {
  const { centres } = bordered(frame);
  names.forEach((name, f) => {
    const { sums, directions } = accumulate(frame, COUNT_FEATURES[name], centres);
    for (let n = 0; n < centres.length; n++) maps[f][targets[n]] = sums[n] / directions[n];
  });
}

function accumulate(frame: KernelFrame, { of, term, combine }: CountFeature, centres: Int32Array) {
  const { kernelRadius, settings } = frame;
  const { binOf, bins } = binTable(frame, of);
  // In P + Pᵀ a pair off the diagonal is counted in two cells of which only one is looked at here.
  const twice = of === 'pair' && settings.symmetricalGLCM;
  const size = frame.greyLevels.present.length;
  const onDiagonal = Uint8Array.from({ length: bins }, (_, bin) => Number(Math.floor(bin / size) === bin % size));
  const most = 2 * (2 * kernelRadius + 1) ** 2 + 1;
  const terms = new Float64Array(most * most);
  for (let n = 1; n < most; n++) for (let count = 1; count <= n; count++) terms[n * most + count] = term(count, n);
  const counts = new Int32Array(bins);
  const occurring = new Int32Array(most);
  const sums = new Float64Array(centres.length);
  const directions = new Float64Array(centres.length);
  forEachPairPlane(frame, ({ codes, from, width, height, stride }) => {
    for (let n = 0; n < centres.length; n++) {
      let pairs = 0;
      let distinct = 0;
      for (let row = 0, position = centres[n] + from; row < height; row++, position += stride) {
        for (let k = 0; k < width; k++) {
          const code = codes[position + k];
          if (code < 0) continue;
          const bin = binOf[code];
          if (counts[bin]++ === 0) occurring[distinct++] = bin;
          pairs++;
        }
      }
      if (pairs === 0) continue;
      directions[n]++;
      const line = (twice ? 2 * pairs : pairs) * most;
      let value = 0;
      for (let k = 0; k < distinct; k++) {
        const bin = occurring[k];
        const doubled = twice && onDiagonal[bin] === 1;
        const contribution = terms[line + (doubled ? 2 * counts[bin] : counts[bin])];
        counts[bin] = 0;
        if (combine === 'maximum') value = Math.max(value, contribution);
        else value += twice && !doubled ? 2 * contribution : contribution;
      }
      sums[n] += value;
    }
  });
  return { sums, directions };
}

/** The bin of each pair code; in a symmetrical matrix (i, j) and (j, i) share one. */
function binTable({ greyLevels: { present, highest }, settings }: KernelFrame, of: CountFeature['of']) {
  const size = present.length;
  const binOf = Int32Array.from({ length: size * size }, (_, code) => {
    const a = Math.floor(code / size);
    const b = code % size;
    switch (of) {
      case 'pair':
        return settings.symmetricalGLCM ? Math.min(a, b) * size + Math.max(a, b) : code;
      case 'sum':
        return present[a] + present[b];
      case 'difference':
        return Math.abs(present[a] - present[b]);
    }
  });
  return { binOf, bins: Math.max(size * size, 2 * highest + 1) };
}
