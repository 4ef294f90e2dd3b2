/**
 * From measured lesions to everything that a bundle and its report hold. Pure but for `runFits`, which shares the repeated
 * fits out over threads: the same lesions, configuration and seed give the same result.
 */
import type { ManifestContent, SplitResults } from '../model/index.ts';
import { type BandLesion, bandResults, scoreBandLesion } from './bundle/band-results.ts';
import { manifestContent } from './bundle/manifest-content.ts';
import type { ModelConfig } from './bundle/model-config.ts';
import { fittedSection } from './bundle/model-section.ts';
import { studyFactsOf } from './bundle/study-facts-of.ts';
import { lesionTable, type MeasuredLesion } from './cohort/cohort-table.ts';
import { endpointText, parseEndpoint } from './cohort/endpoint.ts';
import { comparatorsOf, othersOf, validationRows, variableRanges } from './comparison-rows.ts';
import { areaUnderCurve, delongInterval } from './evaluation/delong.ts';
import { planRefits, type RefitOutcome } from './evaluation/refits.ts';
import { because } from './evaluation/results-parts.ts';
import { cutOffForSensitivity, rocCurve, youdenCutOff } from './evaluation/roc-curve.ts';
import { scoredRows } from './evaluation/scored-rows.ts';
import { validate } from './evaluation/validate.ts';
import type { ValidationRow } from './evaluation/validation-rows.ts';
import { groupedFolds } from './lasso/grouped-folds.ts';
import { fitScore, type ScoreFit } from './pipeline/fit-score.ts';
import { takeRows } from './pipeline/lesion-table.ts';
import { nestedProbabilities, nestedTasks } from './pipeline/nested-cross-validation.ts';
import { PipelineRefusal } from './pipeline/pipeline-refusal.ts';
import type { FitContext, FitOutcome, FitTask } from './pipeline/refit.ts';
import { probabilitiesOf, scoreLesions } from './pipeline/score-lesions.ts';
import { type FeatureStability, featureStability, unstableNames } from './pipeline/unstable-features.ts';
import type { ValidationResults } from './validation-results.ts';

/** Area of the lesion in the unit of the features: its range is part of every bundle. */
export const AREA_FEATURE = 'original_shape2D_PixelSurface';

export interface TrainingInput {
  readonly config: ModelConfig;
  /** All splits. */
  readonly lesions: readonly MeasuredLesion[];
  readonly names: readonly string[];
  /** `readings[r][f][i]` of training lesions that were outlined more than once; undefined where none was. */
  readonly readings: readonly (readonly Float64Array[])[] | undefined;
  readonly flow: ValidationResults['flow'];
  readonly splitMethod: string;
  readonly createdWith: Readonly<Record<string, string>>;
  readonly runFits: (context: FitContext, tasks: readonly FitTask[]) => Promise<readonly FitOutcome[]>;
}

export interface TrainedModel {
  readonly fit: ScoreFit;
  readonly stability: readonly FeatureStability[];
  readonly content: ManifestContent;
  readonly results: ValidationResults;
  readonly rows: readonly ValidationRow[];
  /** Raw values of the model's features and linear predictor of each training lesion, for the check of the ONNX file. */
  readonly checks: readonly { readonly values: Float64Array; readonly linearPredictor: number; readonly probability: number }[];
}

/** Throws PipelineRefusal. */
export async function trainModel(input: TrainingInput): Promise<TrainedModel> {
  const { config, lesions, names } = input;
  const recipe = config.pipeline;
  refuseUnusable(input);
  const table = lesionTable(lesions, names, recipe.clinical);
  const training = lesions.flatMap(({ member }, i) => (member.split === 'training' ? [i] : []));
  const stability = input.readings === undefined ? [] : featureStability(names, input.readings);
  const unstable = unstableNames(stability, recipe);
  const own = takeRows(table, training);
  const fit = fitScore(own, recipe, { unstable });

  const folds =
    recipe.nested.folds < 2 ? undefined : groupedFolds(own.patients, own.outcome, recipe.nested.folds, recipe.seed, 'nested');
  const nested = folds === undefined ? [] : nestedTasks(table, training, folds);
  const links = scoreLesions(fit.model, table);
  const others = othersOf(lesions, recipe.clinical, links);
  const rows = validationRows(lesions, probabilitiesOf(fit.model, links), links, others);
  const requests = planRefits(rows, { seed: recipe.seed, ...recipe.refits });
  const tasks = requests.map(({ rows: fitted, labels, purpose }) => ({ rows: fitted, labels, purpose: JSON.stringify(purpose) }));
  const outcomes = await input.runFits({ table, recipe, unstable: [...unstable] }, [...nested, ...tasks]);
  const honest = folds === undefined ? undefined : nestedProbabilities(training, folds, outcomes.slice(0, nested.length));
  const refits = requests.map((request, i): RefitOutcome => ({ request, ...outcomes[nested.length + i] }));

  const apparent = probabilitiesOf(
    fit.model,
    Float64Array.from(training, (i) => links[i]),
  );
  const content = contentOf(input, fit, own, honest instanceof Float64Array ? honest : apparent);
  const bandLesions = lesions.map((lesion): BandLesion => bandLesion(content, lesion));
  const results = (['training', 'validation', 'external'] as const).flatMap((split): SplitResults[] => {
    const found = bandResults(
      content,
      split,
      bandLesions.filter((_, i) => lesions[i].member.split === split),
    );
    return found === undefined ? [] : [found];
  });
  const apparentArea = areaUnderCurve(scoredRows(apparent, own.outcome));
  return {
    fit,
    stability,
    rows,
    content: { ...content, results },
    checks: training.map((i) => ({ values: bandLesions[i].values, ...scoreBandLesion(content, bandLesions[i]) })),
    results: validate(rows, {
      title: `${config.model.title} ${config.model.version}: validation`,
      model: { id: config.model.id, version: config.model.version, statement: config.model.statement },
      simulated: config.model.demonstration,
      endpoint: endpointText(parseEndpoint(config.endpoint)),
      cutOff: cutOffOf(config, apparent, own.outcome),
      seed: recipe.seed,
      flow: input.flow,
      nestedCrossValidation: nestedSection(honest, own.outcome, folds === undefined ? 0 : nested.length, apparentArea.auc),
      fitted: fittedSection(fit, names.length, others, variableRanges(lesions, recipe.clinical, links), recipe.lasso.rule),
      shift: because('a shift is measured on a new cohort, with her2-cds evaluate'),
      comparators: comparatorsOf(others),
      facts: studyFactsOf(input, fit),
      refits,
    }),
  };
}

function refuseUnusable({ config, lesions, names }: TrainingInput): void {
  const { harmonisation } = config.pipeline;
  if (harmonisation.method === 'combat' && harmonisation.unseenSite === 'refuse') {
    throw new PipelineRefusal(
      'a bundle scores lesions whose site it does not know: set harmonisation.unseenSite: pass, or method: none',
    );
  }
  if (!names.includes(AREA_FEATURE)) throw new PipelineRefusal(`the features need ${AREA_FEATURE}, the area of the lesion`);
  const without = lesions.filter(({ member }) => member.lesion.spacing === undefined).length;
  if (without > 0 && without < lesions.length) {
    throw new PipelineRefusal(
      `${without} of ${lesions.length} lesions state no pixel spacing: give it for all, or leave the column out`,
    );
  }
  for (const split of ['training', 'validation'] as const) {
    if (!lesions.some(({ member }) => member.split === split)) {
      throw new PipelineRefusal(`no lesion is in the ${split} split: a bundle holds results of both`);
    }
  }
}

function contentOf(input: TrainingInput, fit: ScoreFit, table: ReturnType<typeof takeRows>, honest: Float64Array) {
  const { config, lesions } = input;
  const training = lesions.filter(({ member }) => member.split === 'training');
  const combat = fit.model.combat;
  return manifestContent({
    config,
    endpoint: endpointText(parseEndpoint(config.endpoint)),
    score: fit.model,
    table,
    honest,
    spacingsMm: training.flatMap(({ member: { lesion } }) =>
      lesion.spacing === undefined ? [] : [lesion.spacing.xMm, lesion.spacing.yMm],
    ),
    areas: training.map(({ features }) => features.get(AREA_FEATURE) ?? Number.NaN),
    data: `${training.length} training lesions of ${new Set(training.map(({ member }) => member.lesion.patient)).size} patients. ${input.splitMethod}${combat === undefined ? '' : ` Training features were harmonised by ComBat over ${combat.sites.length} sites; later lesions are scored without harmonisation.`}`,
    createdWith: input.createdWith,
  });
}

function bandLesion(content: Omit<ManifestContent, 'results'>, { member, features }: MeasuredLesion): BandLesion {
  const spacing = member.lesion.spacing;
  return {
    values: Float64Array.from(content.features, ({ name }) => features.get(name) ?? Number.NaN),
    outcome: member.outcome,
    spacingMm: spacing,
    roiPixels: (features.get(AREA_FEATURE) ?? Number.NaN) / (spacing === undefined ? 1 : spacing.xMm * spacing.yMm),
  };
}

function cutOffOf({ pipeline }: ModelConfig, apparent: Float64Array, outcome: Uint8Array): ValidationResults['cutOff'] {
  const curve = rocCurve(scoredRows(apparent, outcome));
  return pipeline.cutOff.kind === 'youden'
    ? { probability: youdenCutOff(curve).cutOff, origin: 'Largest Youden index on the training lesions' }
    : {
        probability: cutOffForSensitivity(curve, pipeline.cutOff.value),
        origin: `Highest cut-off with a sensitivity of ${pipeline.cutOff.value} on the training lesions`,
      };
}

function nestedSection(
  honest: Float64Array | string | undefined,
  outcome: Uint8Array,
  folds: number,
  apparent: number,
): ValidationResults['nestedCrossValidation'] {
  if (honest === undefined) return because('the recipe asks for none (nested.folds)');
  if (typeof honest === 'string') return because(honest);
  const scored = Array.from(honest.keys()).filter((i) => Number.isFinite(honest[i]));
  const area = areaUnderCurve(
    scoredRows(
      scored.map((i) => honest[i]),
      scored.map((i) => outcome[i]),
    ),
  );
  return {
    folds,
    repeats: 1,
    value: area.auc,
    ...delongInterval(area),
    apparent,
    what: 'Every step from the usable features to the recalibration was repeated without each fold of patients; AUC of the pooled probabilities of the patients left out.',
  };
}
