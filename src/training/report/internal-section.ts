/** Internal validity: optimism, nested cross-validation, sites left out, shuffled labels, label noise. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { forestFigure } from './forest-figure.ts';
import { figure, missing, paragraph, section, table } from './markup.ts';
import { decimals, estimateText, percent, pText } from './number-text.ts';
import { SPLIT_TITLES } from './split-style.ts';

/** With few permutations p cannot be small, whatever the model. */
function permutationText({ p, permutations }: { readonly p: number; readonly permutations: number }): string {
  const smallest = 1 / (permutations + 1);
  return p <= smallest ? `${pText(p)}, the smallest that ${permutations} permutations can show` : pText(p);
}

export function internalSection(results: ValidationResults): string {
  const { optimism, nestedCrossValidation: nested, permutation, labelNoise, leaveOneSiteOut } = results;
  return section('internal', 'Internal validity', [
    '<h3>Optimism</h3>',
    isComputed(optimism)
      ? table(
          ['', 'AUC'],
          [
            ['Apparent (training split)', decimals(optimism.apparent)],
            ['Mean optimism', decimals(optimism.meanOptimism)],
            ['Corrected', { html: `<strong>${decimals(optimism.corrected)}</strong>` }],
          ],
        ) + paragraph(`${optimism.what} ${optimism.resamples} samples.`)
      : missing(optimism),
    '<h3>Nested cross-validation</h3>',
    isComputed(nested)
      ? paragraph(
          `AUC ${estimateText(nested)} (${nested.folds} folds, ${nested.repeats} ${nested.repeats === 1 ? 'repeat' : 'repeats'}); apparent ${decimals(nested.apparent)}. ${nested.what}`,
        )
      : missing(nested),
    '<h3>Leave one site out</h3>',
    isComputed(leaveOneSiteOut)
      ? figure(
          [
            forestFigure(
              leaveOneSiteOut.map(({ site, positives, negatives, auc }) => ({
                label: site,
                counts: `${positives} / ${negatives}`,
                result: auc,
                kind: 'validation',
              })),
              {
                alternative: 'AUC of sites left out',
                measure: 'AUC',
                countsTitle: 'positive / negative',
                reference: 0.5,
                from: 0.4,
                to: 1,
                mark: markOf(results),
              },
            ),
          ],
          captionOf(
            results,
            'The pipeline fitted to all other sites, those of the validation and external splits included, then scored on the site. The stability filter is that of the model.',
          ),
        )
      : missing(leaveOneSiteOut),
    '<h3>Shuffled labels</h3>',
    isComputed(permutation)
      ? paragraph(
          `Models fitted to shuffled training labels reach a mean AUC of ${decimals(permutation.mean)} (central 95 %: ${decimals(permutation.lower)} to ${decimals(permutation.upper)}, ${permutation.permutations} permutations) on lesions that they were not fitted on; this model reaches ${decimals(permutation.observed)} (${permutationText(permutation)}). A mean away from 0.5 would point to leakage.`,
        )
      : missing(permutation),
    '<h3>Label noise between IHC 0 and 1+</h3>',
    isComputed(labelNoise)
      ? table(
          ['Split', 'Labels exchanged', 'AUC, mean (central 95 %)', 'Draws'],
          labelNoise.map(({ split, flipped, draws, ...auc }) => [
            SPLIT_TITLES[split],
            percent(flipped),
            estimateText(auc),
            String(draws),
          ]),
        ) +
        paragraph(
          'Pathologists agree least between IHC 0 (0+ included) and 1+. The table shows how far the measured AUC falls when such labels are exchanged at random and the scores stay.',
        )
      : missing(labelNoise),
  ]);
}
