/**
 * From measured lesions to everything that a bundle and its report hold. Pure but for `runFits`, which shares the repeated
 * fits out over threads: the same lesions, configuration and seed give the same result.
 */
import type { ManifestContent } from '../model/index.ts';
import { clinicalInputsOf } from './bundle/clinical-inputs.ts';
import type { ModelConfig } from './bundle/model-config.ts';
import { fittedSection } from './bundle/model-section.ts';
import { studyFactsOf } from './bundle/study-facts-of.ts';
import { type TrainedContent, trainedContent } from './bundle/trained-content.ts';
import { lesionTable, type MeasuredLesion } from './cohort/cohort-table.ts';
import { endpointText, parseEndpoint } from './cohort/endpoint.ts';
import { comparatorsOf, othersOf, validationRows, variableRanges } from './comparison-rows.ts';
import { areaUnderCurve } from './evaluation/delong.ts';
import { nestedResults } from './evaluation/nested-results.ts';
import { planRefits, type RefitOutcome } from './evaluation/refits.ts';
import { because } from './evaluation/results-parts.ts';
import { scoredRows } from './evaluation/scored-rows.ts';
import { trainingCutOff } from './evaluation/training-cut-off.ts';
import { validate } from './evaluation/validate.ts';
import type { ValidationRow } from './evaluation/validation-rows.ts';
import { groupedFolds } from './lasso/grouped-folds.ts';
import { fitScore, type ScoreFit } from './pipeline/fit-score.ts';
import { type LesionTable, takeRows } from './pipeline/lesion-table.ts';
import { nestedProbabilities, nestedTasks } from './pipeline/nested-cross-validation.ts';
import type { FitContext, FitOutcome, FitTask } from './pipeline/refit.ts';
import { asBundle, linearPredictorsOf, probabilitiesOf, scoreLesions } from './pipeline/score-lesions.ts';
import type { UnstableFeatures } from './pipeline/select-features.ts';
import { assessStability, type Readings, type StabilityResults, unstableFeatures } from './pipeline/unstable-features.ts';
import { refuseUnusable } from './refuse-unusable.ts';
import { type ValidationResults, validationResultsSchema } from './validation-results.ts';

export interface TrainingInput {
  readonly config: ModelConfig;
  /** All splits. */
  readonly lesions: readonly MeasuredLesion[];
  readonly names: readonly string[];
  /** Of training lesions that were outlined more than once, by people or by perturbation; undefined where none was. */
  readonly readings: Readings | undefined;
  readonly flow: ValidationResults['flow'];
  readonly splitMethod: string;
  readonly createdWith: Readonly<Record<string, string>>;
  readonly runFits: (context: FitContext, tasks: readonly FitTask[]) => Promise<readonly FitOutcome[]>;
}

export interface TrainedModel {
  readonly fit: ScoreFit;
  readonly stability: StabilityResults;
  readonly content: ManifestContent;
  readonly results: ValidationResults;
  readonly rows: readonly ValidationRow[];
  readonly checks: TrainedContent['checks'];
}

/** Throws PipelineRefusal. */
export async function trainModel(input: TrainingInput): Promise<TrainedModel> {
  const { config, lesions, names } = input;
  const recipe = config.pipeline;
  refuseUnusable(input);
  const table = lesionTable(lesions, names, recipe.clinical);
  const training = lesions.flatMap(({ member }, i) => (member.split === 'training' ? [i] : []));
  const stability = assessStability(names, input.readings);
  const ruledOut = unstableFeatures(stability, recipe);
  const own = takeRows(table, training);
  const fit = fitScore(own, recipe, { stability: ruledOut });

  const links = scoreLesions(asBundle(fit.model), table);
  const probabilities = probabilitiesOf(fit.model, links);
  // Of the bundle: with them the nomogram can be read beside the score that the service gives.
  const predictors = linearPredictorsOf(fit.model, links);
  const others = othersOf(lesions, recipe.clinical, predictors);
  const rows = validationRows(lesions, probabilities, predictors, others);
  const { honest, nested, refits } = await repeatedFits(input, table, training, rows, ruledOut);

  const apparent = Float64Array.from(training, (i) => probabilities[i]);
  const { content, checks } = trainedContent({
    ...input,
    score: fit.model,
    stability,
    table: own,
    forThresholds: honest instanceof Float64Array ? { values: honest, honest: true } : { values: apparent, honest: false },
    clinicalInputs: clinicalInputsOf(others, lesions, predictors),
  });
  const apparentArea = areaUnderCurve(scoredRows(apparent, own.outcome)).auc;
  const results = validate(rows, {
    title: `${config.model.title} ${config.model.version}: validation`,
    model: { id: config.model.id, version: config.model.version, statement: config.model.statement },
    simulated: config.model.demonstration,
    endpoint: endpointText(parseEndpoint(config.endpoint)),
    cutOff: trainingCutOff(recipe.cutOff, apparent, own.outcome),
    seed: recipe.seed,
    flow: input.flow,
    nestedCrossValidation: nestedResults(honest, own.outcome, nested, apparentArea),
    fitted: fittedSection(fit, names.length, others, variableRanges(lesions, recipe.clinical, predictors), recipe.lasso.rule),
    shift: because('a shift is measured on a new cohort, with her2-cds evaluate'),
    comparators: comparatorsOf(others),
    facts: studyFactsOf({ ...input, stability }, fit),
    refits,
  });
  refuseImpossible(results);
  return { fit, stability, rows, content, checks, results };
}

interface RepeatedFits {
  /** Probabilities of the training lesions from fits without their patients. */
  readonly honest: ReturnType<typeof nestedProbabilities> | undefined;
  /** Number of those fits. */
  readonly nested: number;
  readonly refits: readonly RefitOutcome[];
}

/** Nested cross-validation, bootstrap, permutations and sites in one run over the threads. */
async function repeatedFits(
  { config, runFits }: TrainingInput,
  table: LesionTable,
  training: readonly number[],
  rows: readonly ValidationRow[],
  { unstable }: UnstableFeatures,
): Promise<RepeatedFits> {
  const recipe = config.pipeline;
  const { patients, outcome } = takeRows(table, training);
  const { folds: foldCount } = recipe.nested;
  const folds = foldCount < 2 ? undefined : groupedFolds(patients, outcome, foldCount, recipe.seed, 'nested');
  const nested = folds === undefined ? [] : nestedTasks(table, training, folds);
  const requests = planRefits(rows, { seed: recipe.seed, ...recipe.refits });
  const tasks = requests.map(({ rows: fitted, labels, purpose }) => ({ rows: fitted, labels, purpose: JSON.stringify(purpose) }));
  const outcomes = await runFits({ table, recipe, unstable: [...unstable], scoresAsBundle: true }, [...nested, ...tasks]);
  return {
    honest: folds === undefined ? undefined : nestedProbabilities(training, folds, outcomes.slice(0, nested.length)),
    nested: nested.length,
    refits: requests.map((request, i): RefitOutcome => ({ request, ...outcomes[nested.length + i] })),
  };
}

/** A number that is none would be written as null, and nobody could read the file. */
function refuseImpossible(results: ValidationResults): void {
  const issue = validationResultsSchema.safeParse(results).error?.issues[0];
  if (issue !== undefined) throw new RangeError(`results.${issue.path.join('.')}: ${issue.message}`);
}
