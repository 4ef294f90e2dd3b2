/** AUC of a set of lesions in the words of the results: an estimate with interval, or why there is none. */
import { type AreaUnderCurve, areaUnderCurve, delongInterval } from './delong.ts';
import type { Interval } from './interval.ts';
import { newcombeInterval } from './newcombe-interval.ts';
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

/** DeLong's interval; Newcombe's where DeLong's variance says nothing (classes that do not overlap, one row in a class). */
export function areaInterval(area: AreaUnderCurve): Interval & { readonly method: 'DeLong' | 'Newcombe' } {
  if (area.variance > 0) return { ...delongInterval(area), method: 'DeLong' };
  const { auc, positivePlacements, negativePlacements } = area;
  return { ...newcombeInterval(auc, positivePlacements.length, negativePlacements.length), method: 'Newcombe' };
}

export function areaEstimate(area: AreaUnderCurve): Estimate {
  const { lower, upper } = areaInterval(area);
  return { value: area.auc, lower, upper };
}

export function areaResult(rows: readonly Scored[]): AreaResult {
  const positives = rows.filter((row) => row.label === 1).length;
  const negatives = rows.length - positives;
  const counts = { positives, negatives };
  if (positives < SMALLEST_CLASS || negatives < SMALLEST_CLASS) {
    const reason = `fewer than ${SMALLEST_CLASS} lesions in a class (${positives} positive, ${negatives} negative)`;
    return { ...counts, auc: because(reason) };
  }
  if (rows.every((row) => row.probability === rows[0].probability)) {
    return { ...counts, auc: because('all lesions have the same score') };
  }
  return { ...counts, auc: areaEstimate(areaOf(rows)) };
}
