/** Everything that a training knows -> the content of the manifest, with the results of each split by band. */
import type { ClinicalInputs, ManifestContent, SplitResults } from '../../model/index.ts';
import type { MeasuredLesion } from '../cohort/cohort-table.ts';
import { endpointText, parseEndpoint } from '../cohort/endpoint.ts';
import type { ScoreModel } from '../pipeline/fit-score.ts';
import type { LesionTable } from '../pipeline/lesion-table.ts';
import { type StabilityResults, stabilityText } from '../pipeline/unstable-features.ts';
import { AREA_FEATURE } from '../refuse-unusable.ts';
import { type BandLesion, bandResults, scoreBandLesion } from './band-results.ts';
import { type ContentWithoutResults, manifestContent, type ThresholdProbabilities } from './manifest-content.ts';
import type { ModelConfig } from './model-config.ts';

export interface TrainedParts {
  readonly config: ModelConfig;
  /** All splits. */
  readonly lesions: readonly MeasuredLesion[];
  readonly score: ScoreModel;
  readonly stability: StabilityResults;
  /** Training lesions. */
  readonly table: LesionTable;
  readonly forThresholds: ThresholdProbabilities;
  readonly clinicalInputs: ClinicalInputs | undefined;
  readonly splitMethod: string;
  readonly createdWith: Readonly<Record<string, string>>;
}

export interface TrainedContent {
  readonly content: ManifestContent;
  /** Raw values of the model's features and what the manifest's numbers give, for the check of the ONNX file. */
  readonly checks: readonly { readonly values: Float64Array; readonly linearPredictor: number; readonly probability: number }[];
}

const SPLITS = ['training', 'validation', 'external'] as const;

/** Throws PipelineRefusal. */
export function trainedContent(parts: TrainedParts): TrainedContent {
  const { config, lesions, score, table, forThresholds, clinicalInputs, createdWith } = parts;
  const training = lesions.filter(({ member }) => member.split === 'training');
  const fitted = manifestContent({
    config,
    endpoint: endpointText(parseEndpoint(config.endpoint)),
    score,
    table,
    forThresholds,
    spacingsMm: training.flatMap(({ member: { lesion } }) =>
      lesion.spacing === undefined ? [] : [lesion.spacing.xMm, lesion.spacing.yMm],
    ),
    areas: training.map(areaOf),
    data: dataText(parts, training),
    createdWith,
  });
  const content = { ...fitted, ...(clinicalInputs === undefined ? {} : { clinicalInputs }) };
  const bandsOf = (split: SplitResults['split']): readonly BandLesion[] =>
    lesions.filter(({ member }) => member.split === split).map((lesion) => bandLesion(content, lesion));
  const results = SPLITS.flatMap((split) => bandResults(content, split, bandsOf(split)) ?? []);
  const checks = bandsOf('training').map((lesion) => ({ values: lesion.values, ...scoreBandLesion(content, lesion) }));
  return { content: { ...content, results }, checks };
}

const areaOf = ({ features }: MeasuredLesion): number => features.get(AREA_FEATURE) ?? Number.NaN;

function dataText({ score: { combat }, splitMethod, stability }: TrainedParts, training: readonly MeasuredLesion[]): string {
  const over = stabilityText(stability);
  const patients = new Set(training.map(({ member }) => member.lesion.patient)).size;
  return [
    `${training.length} training lesions of ${patients} patients.`,
    splitMethod,
    ...(combat === undefined
      ? []
      : [
          `Training features were harmonised by ComBat over ${combat.sites.length} sites; later lesions are scored without harmonisation.`,
        ]),
    ...(over === undefined ? [] : [`Unstable features were dropped by ICC(2,1) over ${over}.`]),
  ].join(' ');
}

function bandLesion(content: ContentWithoutResults, lesion: MeasuredLesion): BandLesion {
  const { spacing } = lesion.member.lesion;
  return {
    values: Float64Array.from(content.features, ({ name }) => lesion.features.get(name) ?? Number.NaN),
    outcome: lesion.member.outcome,
    spacingMm: spacing,
    roiPixels: areaOf(lesion) / (spacing === undefined ? 1 : spacing.xMm * spacing.yMm),
  };
}
