/** What the image quality gate of the service makes of a new cohort. */
import type { QualityResults } from '../evaluation/quality-results.ts';
import { isComputed, type NotComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { missing, paragraph, section, table } from './markup.ts';
import { decimals, percent } from './number-text.ts';

/** Nothing where the results are of a training. */
export function qualitySection({ quality }: ValidationResults): string {
  if (quality === undefined) return '';
  if (!isComputed(quality)) return section('quality', 'Image quality', [missing(quality)]);
  const { lesions, refused, warned, findings, accepted } = quality;
  return section('quality', 'Image quality', [
    paragraph(
      `Of ${lesions} lesions the service would refuse ${refused} (${percent(lesions === 0 ? 0 : refused / lesions, 1)}) by its image quality gate, and score ${warned} with a warning. All of them are in the figures above.`,
    ),
    ...(findings.length === 0
      ? []
      : [
          table(
            ['Finding', 'What it means', 'Effect', 'Lesions'],
            findings.map((own) => [own.code, own.text, own.severity === 'blocks' ? 'refused' : 'warned', String(own.lesions)]),
            [1, 2],
          ),
        ]),
    isComputed(accepted) ? paragraph(acceptedText(accepted)) : refused > 0 ? missing(accepted) : '',
  ]);
}

type Accepted = Exclude<QualityResults['accepted'], NotComputed>;

function acceptedText({ lesions, positives, negatives, auc, sensitivity, specificity }: Accepted): string {
  const range = (own: { value: number; lower: number; upper: number }): string =>
    `${decimals(own.value)} (${decimals(own.lower)} to ${decimals(own.upper)})`;
  const parts = [
    isComputed(auc) ? `AUC ${range(auc)}` : `AUC not computed: ${auc.notComputed}`,
    isComputed(sensitivity) ? `sensitivity ${range(sensitivity)}` : `sensitivity not computed: ${sensitivity.notComputed}`,
    isComputed(specificity) ? `specificity ${range(specificity)}` : `specificity not computed: ${specificity.notComputed}`,
  ];
  return `Without the refused, ${lesions} lesions (${positives} positive, ${negatives} negative): ${parts.join(', ')}.`;
}
