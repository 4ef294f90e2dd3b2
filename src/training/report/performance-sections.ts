/** Sections on patients, discrimination, the cut-off, calibration, decision curve and reclassification. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { calibrationFigure } from './calibration-figure.ts';
import { decisionFigure } from './decision-figure.ts';
import { flowFigure } from './flow-figure.ts';
import { type ForestRow, forestFigure } from './forest-figure.ts';
import { figure, missing, orMissing, paragraph, section, table } from './markup.ts';
import { decimals, estimateText, percent, proportionText, pText } from './number-text.ts';
import { rocFigure } from './roc-figure.ts';
import { scoreFigure } from './score-figure.ts';
import { SIMULATED_MARK, SPLIT_TITLES } from './split-style.ts';

export const markOf = ({ simulated }: ValidationResults): string | undefined => (simulated ? SIMULATED_MARK : undefined);
export const captionOf = ({ simulated }: ValidationResults, text: string): string =>
  `${simulated ? 'Simulated data. ' : ''}${text}`;

export function patientsSection(results: ValidationResults): string {
  const { cohort, flow, endpoint } = results;
  const counts = (record: Readonly<Record<string, number>>, lesions: number): string =>
    Object.keys(record).length === 0
      ? 'not stated'
      : Object.entries(record)
          .map(([name, n]) => `${name}: ${n} (${percent(n / lesions)})`)
          .join('; ');
  const summary = (of: (split: (typeof cohort)[number]) => (typeof cohort)[number]['age'], unit: string) =>
    cohort.map((split) =>
      orMissing(
        of(split),
        ({ n, median, lowerQuartile, upperQuartile }) =>
          `${decimals(median, 1)} (${decimals(lowerQuartile, 1)} to ${decimals(upperQuartile, 1)}) ${unit}${n < split.lesions ? `, n = ${n}` : ''}`,
      ),
    );
  const rows = [
    ['Patients', ...cohort.map(({ patients }) => String(patients))],
    ['Lesions', ...cohort.map(({ lesions }) => String(lesions))],
    [endpoint.positive, ...cohort.map(({ positives, lesions }) => `${positives} (${percent(positives / lesions)})`)],
    ['Age, median (quartiles)', ...summary(({ age }) => age, 'years')],
    ['Size, median (quartiles)', ...summary(({ sizeMm }) => sizeMm, 'mm')],
    ['IHC score', ...cohort.map(({ ihc, lesions }) => counts(ihc, lesions))],
    ['Site', ...cohort.map(({ sites, lesions }) => counts(sites, lesions))],
    ['Device', ...cohort.map(({ devices, lesions }) => counts(devices, lesions))],
  ];
  return section('patients', 'Patients', [
    isComputed(flow)
      ? figure(
          [flowFigure(flow, markOf(results))],
          captionOf(results, 'Flow of patients: what remains after each step, and what was left out with its reason.'),
        )
      : missing(flow),
    table(
      ['', ...cohort.map(({ split }) => SPLIT_TITLES[split])],
      rows,
      cohort.map((_, i) => i + 1),
    ),
  ]);
}

export function discriminationSection(results: ValidationResults): string {
  const { discrimination, subgroups } = results;
  const areas = discrimination.map(({ split, positives, negatives, auc }) => [
    SPLIT_TITLES[split],
    String(positives),
    String(negatives),
    orMissing(auc, (a) => estimateText(a)),
  ]);
  const comparisons = discrimination.flatMap(({ split, comparisons: own }) =>
    own.map(({ against, result }) => [
      SPLIT_TITLES[split],
      against,
      orMissing(result, ({ lesions }) => String(lesions)),
      ...(isComputed(result)
        ? [estimateText(result.own), estimateText(result.other), estimateText(result.difference), pText(result.test.p)]
        : ['', '', '', '']),
    ]),
  );
  return section('discrimination', 'Discrimination', [
    figure(
      [rocFigure(results, markOf(results))],
      captionOf(results, 'ROC curves. AUC with 95 % interval after DeLong. The dashed diagonal is chance.'),
    ),
    table(['Split', 'Positive', 'Negative', 'AUC (95 % CI)'], areas),
    '<h3>Against simpler models, on the same lesions</h3>',
    comparisons.length === 0
      ? missing({ notComputed: 'no probability of another model was given' })
      : table(
          [
            'Split',
            'Compared with',
            'Lesions',
            'AUC of this model',
            'AUC of the other',
            'Difference (95 % CI)',
            'DeLong, paired',
          ],
          comparisons,
          [1],
        ),
    '<h3>HER2-zero against one group</h3>',
    isComputed(subgroups)
      ? figure(
          [
            forestFigure(subgroupRows(subgroups), {
              alternative: 'AUC of HER2 subgroups',
              measure: 'AUC',
              countsTitle: 'positive / zero',
              reference: 0.5,
              from: 0.4,
              to: 1,
              mark: markOf(results),
            }),
          ],
          captionOf(
            results,
            'AUC of the same score when the positive lesions are those of one group. HER2-low is IHC 1+, or 2+ without amplification.',
          ),
        )
      : missing(subgroups),
  ]);
}

function subgroupRows(subgroups: Exclude<ValidationResults['subgroups'], { notComputed: string }>): readonly ForestRow[] {
  return subgroups.map(({ split, name, positives, negatives, auc }, i) => ({
    label: name,
    counts: `${positives} / ${negatives}`,
    result: auc,
    kind: split,
    ...(subgroups[i - 1]?.split === split ? {} : { heading: SPLIT_TITLES[split] }),
  }));
}

export function cutOffSection(results: ValidationResults): string {
  const { atCutOff, cutOff, endpoint } = results;
  const rows = atCutOff.map((at) => [
    SPLIT_TITLES[at.split],
    `${at.truePositives} / ${at.falsePositives} / ${at.trueNegatives} / ${at.falseNegatives}`,
    ...[at.sensitivity, at.specificity, at.positivePredictiveValue, at.negativePredictiveValue, at.accuracy].map((p) =>
      orMissing(p, (value) => ({ html: proportionText(value).replace(', ', '<br>') })),
    ),
    orMissing(at.f1, ({ value }) => decimals(value)),
  ]);
  return section('cut-off', 'At the cut-off', [
    paragraph(
      `Cut-off: probability ${decimals(cutOff.probability)} or above counts as ${endpoint.positive}. ${cutOff.origin}. Predictive values hold for the share of positives in the split. Intervals: Wilson, 95 %.`,
    ),
    table(['Split', 'TP / FP / TN / FN', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'Accuracy', 'F1'], rows),
    figure(
      results.scores.map((scores) => scoreFigure(scores, results, markOf(results))),
      captionOf(
        results,
        `Predicted probabilities: ${endpoint.positive} upwards (blue), ${endpoint.negative} downwards (grey); dotted line: cut-off.`,
      ),
    ),
  ]);
}

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
        'Slope (ideal 1)',
        'Intercept (ideal 0)',
        'In the large (ideal 0)',
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

export function decisionSection(results: ValidationResults): string {
  const { decisionCurves } = results;
  return section('decision', 'Decision curve', [
    isComputed(decisionCurves)
      ? figure(
          decisionCurves.map((curves) => decisionFigure(curves, markOf(results))),
          captionOf(results, 'Net benefit of acting on a probability at or above the threshold.'),
        )
      : missing(decisionCurves),
    paragraph(
      'No clinical decision is supported by this score: a tissue result is needed whatever it says. The curve shows what a decision at a threshold would be worth, if there were one.',
    ),
  ]);
}

export function reclassificationSection(results: ValidationResults): string {
  const { reclassification, cutOff } = results;
  const withP = (value: { readonly value: number; readonly lower: number; readonly upper: number; readonly p: number }) =>
    `${estimateText(value, 2)}, ${pText(value.p)}`;
  return section('reclassification', 'Reclassification', [
    isComputed(reclassification)
      ? table(
          [
            'Split',
            'Old model',
            'Continuous NRI',
            'NRI, positives',
            'NRI, negatives',
            'IDI',
            `NRI at ${decimals(cutOff.probability, 2)}`,
          ],
          reclassification.map((row) => [
            SPLIT_TITLES[row.split],
            row.against,
            ...[row.nri, row.nriEvents, row.nriNonEvents, row.idi, row.categorical].map((value) => ({
              html: withP(value).replace(', p', '<br>p'),
            })),
          ]),
          [1],
        )
      : missing(reclassification),
    paragraph('NRI and IDI reward a model for being overconfident: read them only where the calibration of both models is good.'),
  ]);
}
