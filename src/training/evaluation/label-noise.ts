/**
 * What misread stains would do to the measured AUC: labels of IHC 0 and 1+ are exchanged at random (pathologists
 * disagree most between these two), the scores stay. It bounds what can be measured with such labels.
 */
import { randomStream } from '../../simulator/index.ts';
import { midranks } from '../hypothesis/ranks.ts';
import type { ValidationResults } from '../validation-results.ts';
import { areaResult } from './area-results.ts';
import { percentileInterval } from './quantile.ts';
import { because, isComputed, type SplitName } from './results-parts.ts';
import type { ValidationRow } from './validation-rows.ts';

const SHARES = [0.1, 0.2];
const DRAWS = 500;

export function labelNoiseOf(
  splits: ReadonlyMap<SplitName, readonly ValidationRow[]>,
  seed: number,
): ValidationResults['labelNoise'] {
  const usable = [...splits].filter(([, rows]) => isComputed(areaResult(rows).auc));
  if (usable.length === 0) return because('no split has enough lesions in both classes');
  if (!usable.some(([, rows]) => rows.some(isZero) && rows.some(isOnePlus))) {
    return because('no split has lesions with IHC 0 as negatives and IHC 1+ as positives');
  }
  return usable.flatMap(([split, rows]) => {
    const { ranks } = midranks(Float64Array.from(rows, (row) => row.probability));
    return SHARES.map((flipped) => {
      const random = randomStream(seed, `label noise ${split} ${flipped}`);
      const drawn = Float64Array.from({ length: DRAWS }, () =>
        rankArea(
          ranks,
          rows.map((row) => ((isZero(row) || isOnePlus(row)) && random.uniform() < flipped ? other(row.label) : row.label)),
        ),
      );
      // In a small split all labels may become the same: such a draw has no area.
      const aucs = drawn.filter(Number.isFinite);
      const value = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
      return { split, flipped, draws: aucs.length, value, ...percentileInterval(aucs) };
    });
  });
}

/** AUC from ranks that do not change between draws. */
function rankArea(ranks: Float64Array, labels: readonly (0 | 1)[]): number {
  let [positives, sum] = [0, 0];
  labels.forEach((label, i) => {
    positives += label;
    sum += label * ranks[i];
  });
  return (sum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives));
}

/** 0+ (faint, up to 10 % of the cells) is the part of zero that lies next to 1+. */
const isZero = (row: ValidationRow): boolean => (row.ihc === '0' || row.ihc === '0+') && row.label === 0;
const isOnePlus = (row: ValidationRow): boolean => row.ihc === '1+' && row.label === 1;
const other = (label: 0 | 1): 0 | 1 => (label === 1 ? 0 : 1);
