/** Decision curve and reclassification: what the model would add to a decision, and to simpler models. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { decisionFigure, decisionLegend } from './decision-figure.ts';
import { figure, missing, paragraph, section, table } from './markup.ts';
import { decimals, estimateText, pText } from './number-text.ts';
import { SPLIT_TITLES } from './split-style.ts';

export function decisionSection(results: ValidationResults): string {
  const { decisionCurves } = results;
  return section('decision', 'Decision curve', [
    isComputed(decisionCurves)
      ? figure(
          decisionCurves.map((curves) => decisionFigure(curves, markOf(results))),
          captionOf(results, 'Net benefit of acting on a probability at or above the threshold.'),
        )
      : missing(decisionCurves),
    isComputed(decisionCurves) ? decisionLegend(decisionCurves) : '',
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
            'Against',
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
              html: withP(value).replace(' (', '<br>(').replace(', p', '<br>p'),
            })),
          ]),
          [1],
        )
      : missing(reclassification),
    paragraph(
      'Net reclassification improvement (NRI) and integrated discrimination improvement (IDI) of this model against the other one, with 95 % interval; at the cut-off, two classes.',
    ),
    paragraph('NRI and IDI reward a model for being overconfident: read them only where the calibration of both models is good.'),
  ]);
}
