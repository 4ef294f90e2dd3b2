/**
 * Opens a model bundle and refuses it (`bad-configuration`, naming the file) unless every hash holds, the ONNX file
 * computes what the manifest says and, where keys are given, one of them signed it. Done once at start; afterwards a score takes well under a millisecond.
 */
import {
  type FeatureVector,
  type ModelIdentity,
  type ModelScore,
  type OutOfDistributionReason,
  ServiceError,
} from '../core/index.ts';
import { readBundle } from './bundle-files.ts';
import type { BundleSignature } from './bundle-signature.ts';
import { contributionsOf, intervalOf, linearPredictor, sigmoid, standardise } from './logistic.ts';
import { type Manifest, ONNX_FILE, type SplitResults } from './manifest.ts';
import { type OnnxModel, openOnnx } from './onnx-session.ts';
import { acquisitionReasons, outOfDistributionReasons, type ScoringContext } from './out-of-distribution.ts';
import type { VerificationKey } from './verification-keys.ts';

const AGREEMENT = 1e-12;

export interface Model {
  readonly identity: ModelIdentity;
  readonly signature: BundleSignature;
  /** Settings of the feature extraction that the model was fitted with. */
  readonly preprocessing: Readonly<Record<string, unknown>>;
  readonly featureNames: readonly string[];
  /** Markdown. */
  readonly card: string;
  readonly manifest: Manifest;
  /** Reasons that spacing and size give alone: where there are any, no feature needs to be computed. */
  acquisitionReasons(context: ScoringContext): readonly OutOfDistributionReason[];
  /** Throws `internal` when a feature of the model is missing in `values`: the caller's plan is wrong. */
  score(values: FeatureVector, context: ScoringContext): Promise<ModelScore>;
}

export async function loadModel(directory: string, keys?: readonly VerificationKey[]): Promise<Model> {
  const { manifest, manifestSha256, signature, onnx, card } = await readBundle(directory, keys);
  const session = await openOnnx(onnx);
  await checkAgreement(manifest, session);
  const residual = manifest.results.find((r): r is SplitResults => r.split === 'validation')?.bands.low;
  return {
    identity: {
      id: manifest.id,
      version: manifest.version,
      sha256: manifestSha256,
      demonstration: manifest.demonstration,
      statement: manifest.statement,
      lowBandResidual: residual ?? { expressing: 0, total: 0 },
    },
    signature,
    preprocessing: manifest.preprocessing,
    featureNames: manifest.features.map((f) => f.name),
    card,
    manifest,
    acquisitionReasons: (context) => acquisitionReasons(manifest, context),
    score: (values, context) => score(manifest, session, values, context),
  };
}

/** Means, zeros and steps of each feature: together they determine every number of a logistic model. */
async function checkAgreement(manifest: Manifest, session: OnnxModel): Promise<void> {
  const { features } = manifest;
  const refuse = (message: string): never => {
    throw new ServiceError('bad-configuration', `${ONNX_FILE}: ${message}`, { field: ONNX_FILE });
  };
  if (JSON.stringify(session.featureNames) !== JSON.stringify(features.map((f) => f.name))) {
    refuse('its features are not those of manifest.json');
  }
  const means = Float64Array.from(features, (f) => f.mean);
  const probes = [means, new Float64Array(features.length)];
  features.forEach((feature, i) => {
    for (const steps of [-2, 1]) probes.push(means.map((mean, j) => (j === i ? mean + steps * feature.sd : mean)));
  });
  for (const probe of probes) {
    const expected = linearPredictor(manifest, standardise(manifest, probe));
    const { linearPredictor: actual, probability } = await session.run(probe).catch((cause: unknown) => {
      throw new ServiceError('bad-configuration', `${ONNX_FILE}: cannot be run`, { field: ONNX_FILE, cause });
    });
    const tolerance = AGREEMENT * Math.max(1, Math.abs(expected));
    if (!(Math.abs(actual - expected) <= tolerance) || !(Math.abs(probability - sigmoid(expected)) <= tolerance)) {
      refuse('it does not compute what the coefficients in manifest.json say');
    }
  }
}

async function score(
  manifest: Manifest,
  session: OnnxModel,
  values: FeatureVector,
  context: ScoringContext,
): Promise<ModelScore> {
  const raw = Float64Array.from(manifest.features, ({ name }) => {
    const value = values.get(name);
    if (value === undefined) throw new ServiceError('internal', `the feature ${name} of the model was not extracted`);
    return value;
  });
  const standardised = standardise(manifest, raw);
  const reasons = outOfDistributionReasons(manifest, raw, standardised, context);
  if (reasons.length > 0) return { kind: 'out-of-distribution', reasons };

  const { linearPredictor: predictor, probability } = await session.run(raw);
  const interval = intervalOf(manifest, predictor, standardised);
  const contributions = contributionsOf(manifest, raw, standardised);
  const { low, high } = manifest.thresholds;
  if (interval.lower < low && interval.upper >= high) return { kind: 'uncertain', probability, interval, contributions };
  const band = probability < low ? 'low' : probability < high ? 'indeterminate' : 'high';
  return { kind: 'scored', band, probability, interval, contributions };
}
