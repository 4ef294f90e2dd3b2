import { bootstrapOptimism } from '../../../src/training/evaluation/optimism.ts';
import { fitScoreLogistic } from '../../../src/training/evaluation/score-logistic.ts';
import { fitLogistic } from '../../../src/training/logistic/fit-logistic.ts';
import type { Comparison } from './tally.ts';

interface Case {
  readonly id: string;
  readonly data: string;
  readonly features: readonly string[];
  /** "boot_idx_test149.csv (1-based)" */
  readonly indices: string;
  readonly expected: {
    readonly apparent_auc: number;
    readonly train_auc: readonly number[];
    readonly test_auc: readonly number[];
    readonly mean_optimism: number;
    readonly corrected_auc: number;
    readonly mean_calibration_slope_in_original: number;
  };
  readonly rms_validate_B1000_seed1?: { readonly corrected_auc: number; readonly tolerance_auc: number };
}

/** An AUC is a count of pairs; a pair in another order would be 2e-4. */
const EXACT = { relative: 1e-12 };
/** Slopes of refitted models: glm has about nine digits. */
const FITTED = { relative: 1e-7 };

export const compare: Comparison = (folder, topic, tally) => {
  for (const { id, data, features, indices, expected, rms_validate_B1000_seed1: rms } of folder.cases<{ cases: readonly Case[] }>(
    topic,
  ).cases) {
    const table = folder.table(data);
    const columns = features.map((name) => table.column(name));
    const labels = table.column('label');
    const fitOn = (rows: readonly number[]): Float64Array => {
      const fit = fitLogistic(
        columns.map((column) => Float64Array.from(rows, (i) => column[i]!)),
        rows.map((i) => labels[i]!),
      );
      if (fit.kind !== 'fitted') throw new Error(`a resample is ${fit.kind}`);
      return labels.map((_, i) => columns.reduce((sum, column, j) => sum + column[i]! * fit.coefficients[j]!, fit.intercept));
    };
    const all = Array.from(labels.keys());
    const samples = folder.numbers(indices.split(' ')[0]!).map((row) => row.map((i) => i - 1));
    const fits = samples.map((sample) => ({ sample, scores: fitOn(sample) }));
    const actual = bootstrapOptimism(fitOn(all), labels, fits);
    tally.number(`${id} apparent_auc`, actual.apparent, expected.apparent_auc, EXACT);
    tally.numbers(`${id} train_auc`, actual.sampleAucs, expected.train_auc, EXACT);
    tally.numbers(`${id} test_auc`, actual.originalAucs, expected.test_auc, EXACT);
    tally.number(`${id} mean_optimism`, actual.mean, expected.mean_optimism, { relative: 1e-10 });
    tally.number(`${id} corrected_auc`, actual.corrected, expected.corrected_auc, EXACT);
    const slopes = fits.map(({ scores }) => fitScoreLogistic(scores, labels).slope);
    const slope = slopes.reduce((sum, value) => sum + value, 0) / slopes.length;
    tally.number(`${id} calibration slope`, slope, expected.mean_calibration_slope_in_original, FITTED);
    // rms draws its own thousand samples: the two agree as far as its stated tolerance.
    if (rms) tally.number(`${id} rms`, actual.corrected, rms.corrected_auc, { absolute: rms.tolerance_auc });
  }
};
