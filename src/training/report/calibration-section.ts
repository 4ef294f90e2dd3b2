/** Calibration curves and figures of each split. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { calibrationFigure } from './calibration-figure.ts';
import { captionOf, markOf } from './caption.ts';
import { figure, orMissing, paragraph, section, table } from './markup.ts';
import { decimals, estimateText, pText } from './number-text.ts';
import { SPLIT_TITLES } from './split-style.ts';

export function calibrationSection(results: ValidationResults): string {
  const rows = results.calibration.map(({ split, result }) =>
    isComputed(result)
      ? [
          SPLIT_TITLES[split],
          estimateText(result.slope, 2),
          estimateText(result.intercept, 2),
          estimateText(result.inTheLarge, 2),
          decimals(result.brier),
          decimals(result.expectedError),
          decimals(result.smoothMean),
          orMissing(
            result.hosmerLemeshow,
            (test) => `${decimals(test.chiSquare, 1)}, ${test.degreesOfFreedom} df, ${pText(test.p)}`,
          ),
        ]
      : [SPLIT_TITLES[split], orMissing(result, () => ''), '', '', '', '', '', ''],
  );
  return section('calibration', 'Calibration', [
    figure(
      results.calibration.map((_, i) => calibrationFigure(results, i, markOf(results))),
      captionOf(
        results,
        'Observed share of positives against the predicted probability: smoothed (line) and in groups of equal size (points with Wilson intervals). Dashed: perfect calibration. Spikes: number of lesions.',
      ),
    ),
    table(
      [
        'Split',
        'Slope (ideal\u00a01)',
        'Intercept (ideal\u00a00)',
        'In the large (ideal\u00a00)',
        'Brier',
        'ECE',
        'Mean error of curve',
        'Hosmer-Lemeshow',
      ],
      rows,
    ),
    paragraph(
      'Slope and intercept: logistic recalibration with both free; in the large: intercept with the slope held at 1, above 0 where predictions are too low. ECE: ten bins of equal width. The training split is apparent calibration.',
    ),
  ]);
}
