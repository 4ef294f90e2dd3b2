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
    `Bundle: ${out}; report: ${path.join(out, 'report.html')}`,
  ].join('\n');
}
