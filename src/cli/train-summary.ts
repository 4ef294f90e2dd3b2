/** What the train command prints of a trained model. */
import path from 'node:path';
import type { TrainedModel } from '../training/index.ts';

export function summaryJson({ content, fit, results }: TrainedModel, out: string): string {
  return JSON.stringify({
    out,
    features: content.features.map(({ name, coefficient }) => ({ name, coefficient })),
    steps: fit.steps,
    results: content.results,
    nestedCrossValidation: results.nestedCrossValidation,
    notes: notesOf(content),
  });
}

export function summaryText(trained: TrainedModel, out: string): string {
  const { nestedCrossValidation: nested } = trained.results;
  const range = ({ value, lower, upper }: { value: number; lower: number; upper: number }): string =>
    `${value.toFixed(3)} (95 % CI ${lower.toFixed(3)} to ${upper.toFixed(3)})`;
  return [
    ...trained.fit.steps.map(({ step, remaining, detail }) => `${step.padEnd(14)} ${String(remaining).padStart(5)}  ${detail}`),
    ...trained.content.results.map(({ split, auc, lesions }) => `${split}: AUC ${range(auc)}, ${lesions} lesions`),
    'notComputed' in nested ? `nested cross-validation: ${nested.notComputed}` : `nested cross-validation: AUC ${range(nested)}`,
    ...notesOf(trained.content).map((note) => `note: ${note}`),
    `Bundle: ${out}; report: ${path.join(out, 'report.html')}`,
  ].join('\n');
}

/** Peduzzi et al. 1996 (doi:10.1016/S0895-4356(96)00236-3): below, coefficients are biased and intervals too narrow. */
const EVENTS_FOR_EACH_FEATURE = 10;

function notesOf({ features, results }: TrainedModel['content']): readonly string[] {
  const training = results.find(({ split }) => split === 'training');
  if (training === undefined) return [];
  const events = Math.min(training.expressing, training.lesions - training.expressing);
  if (events >= EVENTS_FOR_EACH_FEATURE * features.length) return [];
  return [
    `${events} training lesions of the smaller class for ${features.length} features in the score, fewer than ${EVENTS_FOR_EACH_FEATURE} for each: rely on the nested cross-validation and on external lesions, or lower mrmr.count`,
  ];
}
