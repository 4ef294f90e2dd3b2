/** AUC of a set of lesions in the words of the results: an estimate with interval, or why there is none. */
import { type AreaUnderCurve, areaUnderCurve, delongInterval } from './delong.ts';
import { type AreaResult, because, type Estimate } from './results-parts.ts';
import { scoredRows } from './scored-rows.ts';
import type { ValidationRow } from './validation-rows.ts';

/** Below this an interval says more about luck than about the model. */
export const SMALLEST_CLASS = 5;

export type Scored = Pick<ValidationRow, 'label' | 'probability'>;

export function areaOf(rows: readonly Scored[]): AreaUnderCurve {
  return areaUnderCurve(
    scoredRows(
      rows.map((row) => row.probability),
      rows.map((row) => row.label),
    ),
  );
}

export function areaEstimate(area: AreaUnderCurve): Estimate {
  return { value: area.auc, ...delongInterval(area) };
}

export function areaResult(rows: readonly Scored[]): AreaResult {
  const positives = rows.filter((row) => row.label === 1).length;
  const negatives = rows.length - positives;
  const counts = { positives, negatives };
  if (positives < SMALLEST_CLASS || negatives < SMALLEST_CLASS) {
    const reason = `fewer than ${SMALLEST_CLASS} lesions in a class (${positives} positive, ${negatives} negative)`;
    return { ...counts, auc: because(reason) };
  }
  const area = areaOf(rows);
  if (area.variance === 0) {
    const same = rows.every((row) => row.probability === rows[0].probability);
    const reason = same ? 'all lesions have the same score' : `the classes do not overlap (AUC ${area.auc}): no interval`;
    return { ...counts, auc: because(reason) };
  }
  return { ...counts, auc: areaEstimate(area) };
}
