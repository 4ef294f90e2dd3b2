/**
 * A fitted score -> the content of manifest.json. Recalibration and z-scores are folded into one linear predictor of raw
 * features; numbers are rounded to ten digits, so that last bits of a sum never change the bytes of a bundle.
 */
import type { ManifestContent } from '../../model/index.ts';
import { quantile } from '../evaluation/quantile.ts';
import { symmetricInverse } from '../logistic/symmetric-inverse.ts';
import type { ScoreModel } from '../pipeline/fit-score.ts';
import type { LesionTable } from '../pipeline/lesion-table.ts';
import { PipelineRefusal } from '../pipeline/pipeline-refusal.ts';
import { correlationMatrix, unitColumns } from '../selection/correlation.ts';
import type { ModelConfig } from './model-config.ts';

/** What the shift of a later cohort is measured against. */
const QUANTILES = Array.from({ length: 21 }, (_, i) => i / 20);

export const rounded = (value: number): number => Number(value.toPrecision(10));
const roundedRows = (rows: readonly Float64Array[]): number[][] => rows.map((row) => Array.from(row, rounded));

export interface ManifestInput {
  readonly config: ModelConfig;
  readonly endpoint: ManifestContent['endpoint'];
  readonly score: ScoreModel;
  /** Training lesions. */
  readonly table: LesionTable;
  /** Probabilities of the training lesions that the thresholds rest on. */
  readonly forThresholds: ThresholdProbabilities;
  /** Of the training lesions with a stated spacing, mm; empty where no image has one. */
  readonly spacingsMm: readonly number[];
  /** Lesion areas in the unit of the features. */
  readonly areas: readonly number[];
  readonly data: string;
  readonly createdWith: Readonly<Record<string, string>>;
}

/** `honest`: of fits that did not see the patient; else of the model itself, where no nested fits were made. */
export interface ThresholdProbabilities {
  readonly values: Float64Array;
  readonly honest: boolean;
}

export type ContentWithoutResults = Omit<ManifestContent, 'results'>;

export function manifestContent(input: ManifestInput): ContentWithoutResults {
  const { config, endpoint, score, table, spacingsMm, areas } = input;
  const { intercept: shift, slope } = score.recalibration;
  const columns = score.features.map(({ name, median }) =>
    table.columns[table.names.indexOf(name)].map((value) => (Number.isFinite(value) ? value : median)),
  );
  const features = score.features.map((feature, f) => {
    const sd = rounded(feature.sd);
    const [low, high] = rangeOf(columns[f]);
    const sorted = columns[f].toSorted();
    return {
      name: feature.name,
      mean: rounded(feature.mean),
      sd,
      coefficient: rounded(slope * feature.coefficient),
      range: { lower: rounded(low - sd / 2), upper: rounded(high + sd / 2) },
      quantiles: QUANTILES.map((fraction) => rounded(quantile(sorted, fraction))),
    };
  });
  const intercept = rounded(shift + slope * score.intercept);
  const z = columns.map((column, f) => column.map((value) => (value - features[f].mean) / features[f].sd));
  const precision = inverseCorrelation(z);
  const distances = table.patients.map((_, i) => squaredDistance(precision, z, i));
  const hasSpacing = spacingsMm.length > 0;
  const [finest, coarsest] = hasSpacing ? rangeOf(spacingsMm) : [0.01, 5];
  const [smallest, largest] = rangeOf(areas);
  return {
    ...identity(config),
    endpoint,
    preprocessing: config.preprocessing,
    ...(hasSpacing ? {} : { worksWithoutSpacing: true }),
    features,
    intercept,
    interval: {
      level: 0.9,
      method:
        'Delta method on the linear predictor, with the inverse Fisher information of the selected features at the final coefficients as covariance. It covers the uncertainty of the coefficients only, not that of the selection.',
      covariance: roundedRows(
        covarianceOf(
          z,
          features.map(({ coefficient }) => coefficient),
          intercept,
        ),
      ),
    },
    thresholds: thresholdsOf(input.forThresholds, table.outcome),
    trainingDistribution: {
      mahalanobis: {
        precision: roundedRows(precision),
        limit: rounded(1.1 * Math.max(...distances)),
        origin:
          'Inverse correlation of the standardised features; limit 1.1 x the largest squared distance of a training lesion.',
      },
      spacingMm: hasSpacing
        ? { lower: rounded(0.9 * finest), upper: rounded(1.1 * coarsest) }
        : { lower: finest, upper: coarsest },
      lesionAreaMm2: { lower: rounded(0.8 * smallest), upper: rounded(1.2 * largest) },
      origin: `Smallest and largest value of ${table.patients.length} training lesions, widened by 10 % (spacing), 20 % (area) or half a standard deviation (features).${hasSpacing ? '' : ' No image states a spacing: lengths are in pixels.'}`,
    },
    data: input.data,
    licence: config.model.licence,
    createdWith: { ...input.createdWith },
  };
}

function identity({ model }: ModelConfig) {
  const { id, version, title, statement, demonstration, intendedUse } = model;
  return { id, version, title, statement, demonstration, intendedUse };
}

function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])];
  return [low, high];
}

function inverseCorrelation(z: readonly Float64Array[]): readonly Float64Array[] {
  const p = z.length;
  const matrix = correlationMatrix(unitColumns(z, 'pearson'));
  const inverse = symmetricInverse(z.map((_, i) => matrix.subarray(i * p, (i + 1) * p)));
  if (inverse === undefined) throw new PipelineRefusal('two selected features say the same: lower redundancy.cutoff');
  return inverse;
}

function covarianceOf(z: readonly Float64Array[], coefficients: readonly number[], intercept: number): readonly Float64Array[] {
  const design = [new Float64Array(z[0].length).fill(1), ...z];
  const weights = z[0].map((_, i) => {
    const link = z.reduce((sum, column, j) => sum + coefficients[j] * column[i], intercept);
    const p = 1 / (1 + Math.exp(-link));
    return p * (1 - p);
  });
  const information = design.map((a) => design.map((b) => a.reduce((sum, value, i) => sum + weights[i] * value * b[i], 0)));
  const inverse = symmetricInverse(information);
  if (inverse === undefined)
    throw new PipelineRefusal(
      'the score separates the training lesions, so that its uncertainty cannot be estimated: look for a feature that gives the outcome away (burned-in marks, a measurement made after the result), else use fewer features (mrmr.count) or more lesions',
    );
  return inverse;
}

function squaredDistance(precision: readonly Float64Array[], z: readonly Float64Array[], i: number): number {
  return precision.reduce((sum, row, a) => sum + row.reduce((inner, value, b) => inner + value * z[a][i] * z[b][i], 0), 0);
}

function thresholdsOf({ values, honest }: ThresholdProbabilities, outcome: Uint8Array): ManifestContent['thresholds'] {
  const of = (wanted: number): Float64Array =>
    values.filter((value, i) => outcome[i] === wanted && Number.isFinite(value)).sort();
  const at = (sorted: Float64Array, share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const [low, high] = [rounded(at(of(1), 0.1)), rounded(at(of(0), 0.9))];
  const fits = honest ? 'by fits that did not see their patient' : 'by the model itself, which was fitted to them (apparent)';
  const origin = `Probabilities of the training lesions ${fits}: low, 90 % of the positive lesions lie at or above; high, 90 % of the negative ones lie below.`;
  // A score so good that both cross: one point in between, and the band of the indeterminate is empty in practice.
  return low < high ? { low, high, origin } : { low: rounded(high * 0.999), high: rounded(low * 1.001), origin };
}
