/** The cut-off that all splits are judged at, from the training lesions alone. */
import type { ValidationResults } from '../validation-results.ts';
import { cutOffForSensitivity, rocCurve, youdenCutOff } from './roc-curve.ts';
import { scoredRows } from './scored-rows.ts';

export type CutOffRule = { readonly kind: 'youden' } | { readonly kind: 'sensitivity'; readonly value: number };

export function trainingCutOff(rule: CutOffRule, probabilities: Float64Array, outcome: Uint8Array): ValidationResults['cutOff'] {
  const curve = rocCurve(scoredRows(probabilities, outcome));
  switch (rule.kind) {
    case 'youden':
      return { probability: youdenCutOff(curve).cutOff, origin: 'Largest Youden index on the training lesions' };
    case 'sensitivity':
      return {
        probability: cutOffForSensitivity(curve, rule.value),
        origin: `Highest cut-off with a sensitivity of ${rule.value} on the training lesions`,
      };
  }
}
