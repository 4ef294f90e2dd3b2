/**
 * manifest.json of a model bundle: what the model is, what it was fitted on, how it is applied, and where it must
 * not be applied. Arrays that belong together (features, covariance, precision) have one order: that of `features`.
 */
import { z } from 'zod';
import { qualityOverridesSchema } from '../core/index.ts';
import { clinicalInputsSchema } from './clinical-inputs.ts';

const SCHEMA_VERSION = 1;
export const MANIFEST_FILE = 'manifest.json';
export const ONNX_FILE = 'model.onnx';
export const CARD_FILE = 'model-card.md';

const text = z.string().min(1).max(20_000);
const shortText = z.string().min(1).max(500);
const finite = z.number();
const count = z.int().min(0);
const probability = z.number().min(0).max(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a lower-case SHA-256');
const range = z.strictObject({ lower: finite, upper: finite }).refine((r) => r.lower < r.upper, 'lower must be under upper');
const matrix = z.array(z.array(finite).max(201)).max(201);

const feature = z.strictObject({
  /** PyRadiomics name. */
  name: shortText,
  /** Of the training split, raw units. */
  mean: finite,
  sd: finite.positive(),
  /** Of the standardised value. */
  coefficient: finite,
  /** Raw values outside are out of distribution. */
  range,
  /** Of the training split, raw units: minimum, 5 %, 10 %, ..., 95 %, maximum. Bundles of earlier versions have none. */
  quantiles: z
    .array(finite)
    .length(21)
    .refine((values) => values.every((value, i) => i === 0 || value >= (values[i - 1] as number)), 'must ascend')
    .exactOptional(),
});

const estimate = z.strictObject({
  value: probability,
  lower: probability,
  upper: probability,
  level: z.literal(0.95),
  method: shortText,
});

const splitResults = z.strictObject({
  split: z.enum(['training', 'validation', 'external']),
  lesions: count,
  expressing: count,
  auc: estimate,
  /** Lesions and HER2-expressing lesions among them, by band of the point estimate. */
  bands: z.strictObject({
    low: z.strictObject({ expressing: count, total: count }),
    indeterminate: z.strictObject({ expressing: count, total: count }),
    high: z.strictObject({ expressing: count, total: count }),
  }),
  uncertain: count,
  outOfDistribution: count,
});

const manifestShape = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,62}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: shortText,
  /** Said wherever a score of this model is shown. */
  statement: shortText,
  demonstration: z.boolean(),
  intendedUse: text,
  endpoint: z.strictObject({
    /** e.g. "P(HER2-expressing: IHC 1+, 2+, 3+) against HER2-zero". */
    definition: shortText,
    positive: shortText,
    negative: shortText,
  }),
  /** Settings of the feature extraction; radiomics/ parses them. */
  preprocessing: z.record(z.string(), z.unknown()),
  /** Limits of the image quality gate where this model needs others than the defaults. */
  quality: qualityOverridesSchema.exactOptional(),
  /** The features do not depend on the distance between pixels, so an image without spacing is scored in pixels. Absent: false. */
  worksWithoutSpacing: z.boolean().exactOptional(),
  features: z.array(feature).min(1).max(200),
  intercept: finite,
  interval: z.strictObject({
    level: z.literal(0.9),
    method: text,
    /** Covariance of (intercept, coefficients in the order of `features`). */
    covariance: matrix,
  }),
  /** The nomogram, for reading; absent where no clinical variables were named or no such model could be fitted. */
  clinicalInputs: clinicalInputsSchema.exactOptional(),
  thresholds: z
    .strictObject({ low: probability, high: probability, origin: text })
    .refine((t) => t.low < t.high, 'low must be under high'),
  trainingDistribution: z.strictObject({
    mahalanobis: z.strictObject({
      /** Inverse covariance of the standardised features. */
      precision: matrix,
      /** Largest accepted squared distance. */
      limit: finite.positive(),
      origin: text,
    }),
    spacingMm: range,
    lesionAreaMm2: range,
    origin: text,
  }),
  results: z.array(splitResults).min(1).max(20),
  data: text,
  licence: shortText,
  createdWith: z.record(z.string(), shortText),
  /** SHA-256 of every other file of the bundle, by name. */
  files: z.record(z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/), sha256),
  /** SHA-256 of this file with these 64 digits written as zeros. */
  manifestSha256: sha256,
});

export const manifestSchema = manifestShape.superRefine((manifest, context) => {
  const n = manifest.features.length;
  const issue = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  if (new Set(manifest.features.map((f) => f.name)).size !== n) issue(['features'], 'a feature is named twice');
  for (const name of [ONNX_FILE, CARD_FILE]) if (manifest.files[name] === undefined) issue(['files'], `${name} is not listed`);
  if (!manifest.results.some((r) => r.split === 'validation')) issue(['results'], 'no validation split');
  const { clinicalInputs } = manifest;
  if (clinicalInputs !== undefined) {
    checkSquare(clinicalInputs.covariance, clinicalInputs.inputs.length + 2, ['clinicalInputs', 'covariance'], issue);
  }
  checkSquare(manifest.interval.covariance, n + 1, ['interval', 'covariance'], issue);
  checkSquare(
    manifest.trainingDistribution.mahalanobis.precision,
    n,
    ['trainingDistribution', 'mahalanobis', 'precision'],
    issue,
  );
});

export type Manifest = z.infer<typeof manifestShape>;
export type SplitResults = z.infer<typeof splitResults>;

function checkSquare(
  rows: readonly (readonly number[])[],
  size: number,
  path: (string | number)[],
  issue: (path: (string | number)[], message: string) => void,
): void {
  if (rows.length !== size || rows.some((row) => row.length !== size)) {
    issue(path, `expected ${size} x ${size} numbers`);
    return;
  }
  for (let i = 0; i < size; i++) {
    if ((rows[i]?.[i] ?? 0) < 0) issue([...path, i, i], 'a diagonal element is negative');
    for (let j = 0; j < i; j++) if (rows[i]?.[j] !== rows[j]?.[i]) issue([...path, i, j], 'the matrix is not symmetric');
  }
}
