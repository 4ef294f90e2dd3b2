/**
 * A locked model on lesions that it was not fitted on: every figure of the validation that needs no refit, the shift of
 * each feature against the training lesions, and how many lesions lie outside their range. Nothing is fitted here.
 */
import { type FeatureVector, type QualityFinding, ServiceError, type Spacing } from '../../core/index.ts';
import { linearPredictor, type Manifest, outOfDistributionReasons, sigmoid, standardise } from '../../model/index.ts';
import type { CohortMember } from '../cohort/parse-cohort.ts';
import type { ValidationResults } from '../validation-results.ts';
import { evaluationFacts } from './evaluation-facts.ts';
import { featureShift, type MeasuredAgainstTraining } from './feature-shift.ts';
import { qualityOf } from './judged-quality.ts';
import { type Comparator, otherProbabilities } from './other-probabilities.ts';
import { because } from './results-parts.ts';
import type { StudyFacts } from './study-facts.ts';
import { validate } from './validate.ts';
import type { ValidationRow } from './validation-rows.ts';

export interface LesionToEvaluate {
  readonly member: CohortMember;
  /** Features by name; one that is missing or not finite leaves the lesion without a score. */
  readonly features: FeatureVector;
  /** Undefined where features came without their images: spacing and size are then not looked at. */
  readonly image?: { readonly spacing: Spacing | undefined; readonly roiPixels: number };
  /** Of the image quality gate; undefined where it has not seen the image. */
  readonly findings?: readonly QualityFinding[];
}

export interface EvaluationOptions {
  readonly title: string;
  readonly endpoint: ValidationResults['endpoint'];
  readonly cutOff: ValidationResults['cutOff'];
  readonly comparators: readonly Comparator[];
  /** What happened to the rows before they came here. */
  readonly flow: Exclude<ValidationResults['flow'], { notComputed: string }>;
  /** Said at the top of the report, e.g. that the endpoint is not the one that the model was fitted for. */
  readonly remark?: string | undefined;
  /** What the caller knows beyond model and cohort. */
  readonly facts: StudyFacts;
  readonly simulated: boolean;
  readonly seed: number;
}

const LOCKED = because('the model is locked: nothing is refitted on a new cohort');

/** Throws ServiceError `bad-configuration` where no lesion can be scored. */
export function evaluateLesions(
  manifest: Manifest,
  lesions: readonly LesionToEvaluate[],
  options: EvaluationOptions,
): ValidationResults {
  const scored = lesions.map((lesion) => scoreOf(manifest, lesion));
  const complete = scored.filter(({ probability }) => Number.isFinite(probability));
  if (complete.length === 0) {
    throw new ServiceError('bad-configuration', 'cohort: no lesion has finite values of all features of the model.', {
      field: 'cohort',
    });
  }
  const rowOf = ({ lesion, predictor, probability, reasons }: ScoredLesion): ValidationRow => {
    const { member } = lesion;
    return {
      patient: member.lesion.patient,
      split: 'external',
      label: member.outcome,
      probability,
      others: otherProbabilities(manifest, options.comparators, member, predictor),
      inTrainingRange: reasons.length === 0,
      site: member.lesion.site ?? (member.lesion.other.dataset || undefined),
      device: member.lesion.device,
      ageYears: member.lesion.age,
      sizeMm: member.lesion.size_mm,
      ihc: member.lesion.ihc,
      ish: member.lesion.ish,
    };
  };
  const rows = complete.map(rowOf);
  const judged = scored.map((own) => ({
    findings: own.lesion.findings,
    row: Number.isFinite(own.probability) ? rowOf(own) : undefined,
  }));
  const unscored = lesions.length - complete.length;
  const { title, endpoint, cutOff, comparators, facts, simulated, seed, flow } = options;
  const results = validate(rows, {
    title,
    model: { id: manifest.id, version: manifest.version, statement: [manifest.statement, options.remark ?? ''].join(' ').trim() },
    simulated,
    endpoint,
    cutOff,
    ...(comparators.length === 0 ? {} : { comparators: [...comparators] }),
    facts: { ...evaluationFacts(manifest, lesions), ...facts },
    seed,
    flow: [
      ...flow,
      {
        step: 'Scored by the model',
        remaining: complete.length,
        excluded: unscored === 0 ? [] : [{ reason: 'a feature of the model is missing', count: unscored }],
      },
    ],
    nestedCrossValidation: LOCKED,
    refits: LOCKED,
    fitted: because('the model is locked: it is described in the report of its bundle'),
    shift: featureShift(manifest, scored),
  });
  return { ...results, quality: qualityOf(judged, cutOff.probability) };
}

interface ScoredLesion extends MeasuredAgainstTraining {
  readonly lesion: LesionToEvaluate;
  readonly predictor: number;
  /** NaN without all features. */
  readonly probability: number;
}

function scoreOf(manifest: Manifest, lesion: LesionToEvaluate): ScoredLesion {
  const values = Float64Array.from(manifest.features, ({ name }) => lesion.features.get(name) ?? Number.NaN);
  const standardised = standardise(manifest, values);
  const context = lesion.image ?? { spacing: undefined, roiPixels: 0 };
  const reasons = outOfDistributionReasons(manifest, values, standardised, context).filter(
    ({ code }) => lesion.image !== undefined || (code !== 'spacing-out-of-range' && code !== 'size-out-of-range'),
  );
  const predictor = linearPredictor(manifest, standardised);
  return { lesion, values, predictor, probability: sigmoid(predictor), reasons };
}
