/** From a cohort to a validated model: selection, fit, validation, report and bundle; and a locked model on a new cohort. */

export { type ModelConfig, modelConfigSchema } from './bundle/model-config.ts';
export { trainedCard } from './bundle/trained-card.ts';
export { type CohortLesion, columnName, columnNames } from './cohort/cohort-lesion.ts';
export type { MeasuredLesion } from './cohort/cohort-table.ts';
export { type Endpoint, type EndpointText, endpointText, parseEndpoint } from './cohort/endpoint.ts';
export { type Cohort, type CohortMember, parseCohort } from './cohort/parse-cohort.ts';
export type { ArchivedLesion, OutlineName } from './cohort/study-columns.ts';
export { type PlannedTraining, refuseMixedSpacing, refuseUntrainable } from './cohort/trainable-cohort.ts';
export { evaluateLesions, type LesionToEvaluate } from './evaluation/evaluate-lesions.ts';
export { isComputed } from './evaluation/results-parts.ts';
export { drawPerturbation, lesionsToPerturb, type PerturbationSettings } from './pipeline/outline-perturbations.ts';
export { PipelineRefusal } from './pipeline/pipeline-refusal.ts';
export type { Recipe as PipelineRecipe } from './pipeline/recipe.ts';
export { type FitContext, type FitOutcome, type FitTask, runFit } from './pipeline/refit.ts';
export type { Readings } from './pipeline/unstable-features.ts';
export { checklistsCsv } from './report/checklists-csv.ts';
export { reportCsv } from './report/report-csv.ts';
export { reportHtml } from './report/report-html.ts';
export { type TrainedModel, type TrainingInput, trainModel } from './train-model.ts';
export { VALIDATION_FILE, type ValidationResults, validationResultsSchema } from './validation-results.ts';
