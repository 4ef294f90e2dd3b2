/** Loss of the linear predictors of one fold, as cv.glmnet counts it. */
import { mannWhitney } from '../hypothesis/mann-whitney.ts';

export type CvMeasure = 'deviance' | 'auc' | 'class';

/** Probabilities are kept this far from 0 and 1, so that one certain error does not outweigh a fold. */
const EDGE = 1e-5;

/** Mean over `rows`; the AUC of a fold with one class only is NaN. */
export function measureFold(link: Float64Array, outcome: ArrayLike<number>, rows: readonly number[], measure: CvMeasure): number {
  switch (measure) {
    case 'auc': {
      const of = (wanted: number): Float64Array =>
        Float64Array.from(
          rows.filter((i) => outcome[i] === wanted),
          (i) => link[i],
        );
      return mannWhitney(of(1), of(0)).auc;
    }
    case 'class':
      return rows.reduce((wrong, i) => wrong + (link[i] > 0 === (outcome[i] === 1) ? 0 : 1), 0) / rows.length;
    case 'deviance': {
      let sum = 0;
      for (const i of rows) {
        const p = Math.min(1 - EDGE, Math.max(EDGE, 1 / (1 + Math.exp(-link[i]))));
        sum -= 2 * Math.log(outcome[i] === 1 ? p : 1 - p);
      }
      return sum / rows.length;
    }
  }
}
