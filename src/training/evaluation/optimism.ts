/**
 * Optimism of an apparent AUC by the bootstrap (Harrell 1996): a model fitted to a sample is scored on that sample and
 * on the original rows; the mean difference is what the apparent AUC owes to fitting.
 */
import { areaUnderCurve } from './delong.ts';
import { scoredRows } from './scored-rows.ts';

export interface BootstrapFit {
  /** Row positions of the sample, with repetition. */
  readonly sample: readonly number[];
  /** Score of every original row by the model of the sample. */
  readonly scores: Float64Array;
}

export interface Optimism {
  readonly apparent: number;
  /** AUC of each sample's model on its own sample, and on the original rows. */
  readonly sampleAucs: Float64Array;
  readonly originalAucs: Float64Array;
  readonly mean: number;
  readonly corrected: number;
}

/** @param scores of the model under validation; both it and each fit cover the same original rows */
export function bootstrapOptimism(scores: Float64Array, labels: ArrayLike<number>, fits: readonly BootstrapFit[]): Optimism {
  const aucOf = (s: ArrayLike<number>, y: ArrayLike<number>): number => areaUnderCurve(scoredRows(s, y)).auc;
  const apparent = aucOf(scores, labels);
  const sampleAucs = Float64Array.from(fits, ({ sample, scores: own }) =>
    aucOf(
      sample.map((i) => own[i]),
      sample.map((i) => labels[i]),
    ),
  );
  const originalAucs = Float64Array.from(fits, ({ scores: own }) => aucOf(own, labels));
  const mean = sampleAucs.reduce((sum, auc, i) => sum + auc - originalAucs[i], 0) / fits.length;
  return { apparent, sampleAucs, originalAucs, mean, corrected: apparent - mean };
}
